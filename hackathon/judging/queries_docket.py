"""What dealing rests on: projects in the running, judges, who has what, and who is tied to whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select

from hackathon.accounts.models import User
from hackathon.db import canonical_json, db
from hackathon.editions import scope
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.judging import queries_skills as skills
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Scorecard
from hackathon.judging.models_jury import JuryAbsence
from hackathon.judging.queries import in_the_running
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.rules import conflicts as rules
from hackathon.rules.conflicts import Conflict, Entry, Home, Reader
from hackathon.rules.seating import Docket, Pair
from hackathon.teams.models import Membership, Mentorship, Team

# Asked for every card that is dealt, so they are built once.
_IS_JUDGE = scope.prepared(
    select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE, EditionRole.user_id == bindparam("judge"))
)
_CARDS = scope.prepared(
    select(Scorecard.judge_id, Scorecard.project_id).where(
        Scorecard.judge_id.in_(bindparam("judges", expanding=True)),
        Scorecard.project_id.in_(bindparam("projects", expanding=True)),
    )
)


@dataclass(frozen=True)
class Ties:
    """What stands between judges and the projects in the running."""

    readers: dict[int, Reader]
    entries: dict[int, Entry]

    def conflict(self, judge: int, project: int) -> Conflict | None:
        """Name the gravest thing that stands between a judge and a project."""
        return rules.conflict_reason(self.readers.get(judge) or Reader(judge), self.entries[project])

    def pairs(self, judges: Iterable[int]) -> dict[str, frozenset[Pair]]:
        """Return the (judge, project) pairs with a hard and with a soft conflict, and those that do not fit."""
        found = {(judge, project): self.conflict(judge, project) for judge in judges for project in self.entries}
        tied = {pair: conflict for pair, conflict in found.items() if conflict}
        unfit = frozenset(pair for pair, conflict in tied.items() if conflict.is_misfit)
        hard = frozenset(pair for pair, conflict in tied.items() if conflict.is_hard)
        return {"hard": hard, "unfit": unfit, "soft": frozenset(tied) - hard - unfit}


def judge_ids() -> list[int]:
    """Return who sits in the round entered: the judges of the edition but those who are absent from it."""
    absent = select(JuryAbsence.id).where(JuryAbsence.user_id == EditionRole.user_id)
    query = select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE, ~absent.exists())
    return list(db.session.scalars(query.order_by(EditionRole.user_id)))


def is_judge(user_id: int) -> bool:
    """Tell whether somebody is a judge of the edition now."""
    return db.session.scalar(_IS_JUDGE, {"judge": user_id}) is not None


def sits(user_id: int) -> bool:
    """Tell whether somebody judges in the round entered."""
    absent = select(JuryAbsence.id).where(JuryAbsence.user_id == user_id)
    return is_judge(user_id) and db.session.scalar(absent) is None


def chair_id() -> int | None:
    """Return who chairs the jury now."""
    return db.session.scalar(select(EditionRole.user_id).where(EditionRole.role == Role.CHAIR))


def ties(judges: Iterable[int]) -> Ties:
    """Read what stands between judges and the projects in the running."""
    members, homes = _people()
    mentors = _grouped(select(Mentorship.team_id, Mentorship.user_id))
    declared = _grouped(select(DeclaredConflict.project_id, DeclaredConflict.judge_id))
    entries = {
        row.id: Entry(members[row.team_id], mentors[row.team_id], homes[row.team_id], declared[row.id],
                      row.language or row.main_language, row.challenge_id)
        for row in db.session.execute(handed_in())
    }  # fmt: skip
    return Ties(skills.readers(judges), entries)


def handed_in() -> Select:
    """Ask for the projects in the running with the language and the brief that they were handed in with."""
    latest = windows.of_the_round()
    columns = (Project.id, Project.team_id, Submission.language, Submission.challenge_id, Edition.main_language)
    query = select(*columns).select_from(Project).join(Team, Team.id == Project.team_id)
    query = query.join(Edition, Edition.id == Project.edition_id).outerjoin(Submission, latest)
    return query.where(in_the_running()).order_by(Project.id)


def _people() -> tuple[dict[int, set[int]], dict[int, set[Home]]]:
    """Return the members of teams, and where they study or work."""
    belonging = select(Membership.team_id, Membership.user_id, User.university_id, User.faculty_key)
    members: dict[int, set[int]] = defaultdict(set)
    homes: dict[int, set[Home]] = defaultdict(set)
    for row in db.session.execute(belonging.join(User, User.id == Membership.user_id)):
        members[row.team_id].add(row.user_id)
        homes[row.team_id].add((row.university_id, row.faculty_key))
    return members, homes


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


def count_dealt() -> int:
    """Count the projects that at least one judge has."""
    return len({project for _, project in assigned_pairs()})


def with_cards(pairs: Collection[Pair]) -> set[int]:
    """Return the projects for which one of these judges has a card already."""
    judges, projects = (list({pair[place] for pair in pairs}) for place in (0, 1))
    rows = db.session.execute(_CARDS, {"judges": judges, "projects": projects})
    asked = set(pairs)
    return {project for judge, project in rows if (judge, project) in asked}


def docket(wanted: int) -> Docket:
    """Return all that a deal of the whole edition rests on."""
    judges = judge_ids()
    tied = ties(judges)
    return Docket(tuple(tied.entries), tuple(judges), wanted, assigned_pairs(), **tied.pairs(judges))


def digest(found: Docket) -> str:
    """Return a fingerprint of a docket: a deal that was looked at is dealt only if nothing changed since."""
    lists = [found.projects, found.judges, found.existing, found.hard, found.soft, found.unfit]
    return hashlib.sha256(canonical_json([found.wanted, *map(sorted, lists)]).encode()).hexdigest()[:32]
