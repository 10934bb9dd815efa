"""What dealing rests on: projects in the running, judges, who has what, and who is tied to whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.db import canonical_json, db
from hackathon.editions.models import EditionRole, Role
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment
from hackathon.judging.queries import in_the_running
from hackathon.projects.models import Project
from hackathon.rules import assignment as rules
from hackathon.rules.assignment import Conflict
from hackathon.rules.seating import Docket, Pair
from hackathon.teams.models import Membership, Mentorship, Team


@dataclass(frozen=True)
class Ties:
    """What ties judges to projects; projects are named by their teams' ids in `team_of`."""

    team_of: dict[int, int]
    universities: dict[int, int | None]
    members: dict[int, set[int]]
    member_universities: dict[int, set[int | None]]
    mentors: dict[int, set[int]]
    declared: dict[int, set[int]]

    def conflict(self, judge: int, project: int) -> Conflict | None:
        """Name the gravest tie between a judge and a project."""
        team = self.team_of[project]
        return rules.conflict_reason(
            judge,
            self.universities.get(judge),
            self.members[team],
            self.mentors[team],
            self.member_universities[team],
            self.declared[project],
        )

    def pairs(self, judges: Iterable[int]) -> tuple[frozenset[Pair], frozenset[Pair]]:
        """Return the (judge, project) pairs with a hard and with a soft conflict."""
        found = {(judge, project): self.conflict(judge, project) for judge in judges for project in self.team_of}
        hard = frozenset(pair for pair, conflict in found.items() if conflict and conflict.is_hard)
        soft = frozenset(pair for pair, conflict in found.items() if conflict and not conflict.is_hard)
        return hard, soft


def judge_ids() -> list[int]:
    """Return who is a judge of the edition now."""
    return list(db.session.scalars(_judges().order_by(EditionRole.user_id)))


def is_judge(user_id: int) -> bool:
    """Tell whether somebody is a judge of the edition now."""
    return db.session.scalar(_judges().where(EditionRole.user_id == user_id)) is not None


def chair_id() -> int | None:
    """Return who chairs the jury now."""
    return db.session.scalar(select(EditionRole.user_id).where(EditionRole.role == Role.CHAIR))


def _judges():
    return select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE)


def ties(judges: Iterable[int]) -> Ties:
    """Read what ties judges to the projects in the running."""
    projects = select(Project.id, Project.team_id).join(Team, Team.id == Project.team_id).where(in_the_running())
    people = select(User.id, User.university_id).where(User.id.in_(tuple(judges)))
    belonging = (
        select(Membership.team_id, Membership.user_id, User.university_id)
        .join(User, User.id == Membership.user_id)
        .order_by(Membership.id)
    )
    members, universities = defaultdict(set), defaultdict(set)
    for team, member, university in db.session.execute(belonging):
        members[team].add(member)
        universities[team].add(university)
    return Ties(
        team_of=dict(tuple(row) for row in db.session.execute(projects.order_by(Project.id))),
        universities=dict(tuple(row) for row in db.session.execute(people)),
        members=members,
        member_universities=universities,
        mentors=_grouped(select(Mentorship.team_id, Mentorship.user_id)),
        declared=_grouped(select(DeclaredConflict.project_id, DeclaredConflict.judge_id)),
    )


def _grouped(query) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in db.session.execute(query):
        found[key].add(value)
    return found


def assigned_pairs() -> frozenset[Pair]:
    """Return the (judge, project) pairs that are dealt now."""
    query = select(JudgeAssignment.judge_id, JudgeAssignment.project_id)
    query = query.where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    return frozenset((judge, project) for judge, project in db.session.execute(query))


def docket(wanted: int) -> Docket:
    """Return all that a deal of the whole edition rests on."""
    judges = judge_ids()
    tied = ties(judges)
    hard, soft = tied.pairs(judges)
    return Docket(tuple(tied.team_of), tuple(judges), wanted, assigned_pairs(), hard, soft)


def digest(found: Docket) -> str:
    """Return a fingerprint of a docket: a deal that was looked at is dealt only if nothing changed since."""
    lists = [found.projects, found.judges, found.existing, found.hard, found.soft]
    return hashlib.sha256(canonical_json([found.wanted, *map(sorted, lists)]).encode()).hexdigest()[:32]
