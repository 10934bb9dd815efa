"""What the next card rests on: who sits where, and what a judge has seen, may not or had better not review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, and_, bindparam, exists, or_, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import queries_docket, queries_skills
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.queries import in_the_running, own_card
from hackathon.judging.queries_place import belongs_to_team
from hackathon.projects.models import Project
from hackathon.rules.adaptive import MOST_OPEN, Table
from hackathon.rules.conflicts import Reader
from hackathon.teams.models import Membership, Team

# Twenty judges ask at the same moment, one after the other: what each of them reads is built once.
_RUNNING = scope.prepared(
    select(Project.id)
    .join(Team, Team.id == Project.team_id)
    .where(in_the_running(scope.round_asked(Project.edition_id)))
    .order_by(Project.id)
)
_DEALT = scope.prepared(
    select(JudgeAssignment.project_id, JudgeAssignment.judge_id).where(
        JudgeAssignment.status == AssignmentStatus.ASSIGNED
    )
)
_FINISHED = exists().where(own_card(), Scorecard.status == ScorecardStatus.FINISHED)
_IS_OPEN = and_(
    JudgeAssignment.status == AssignmentStatus.ASSIGNED, in_the_running(JudgeAssignment.round_number), ~_FINISHED
)
_HAND = scope.prepared(
    select(JudgeAssignment.project_id, _IS_OPEN.label("is_open"))
    .join(Project, Project.id == JudgeAssignment.project_id)
    .join(Team, Team.id == Project.team_id)
    .where(JudgeAssignment.judge_id == bindparam("judge"))
    .order_by(JudgeAssignment.assigned_at, JudgeAssignment.id)
)


def _ties() -> Select:
    """Ask only for the projects that have something to do with a judge."""
    judge, university, faculty = bindparam("judge"), bindparam("university"), bindparam("faculty")
    declared = exists().where(DeclaredConflict.project_id == Project.id, DeclaredConflict.judge_id == judge)
    colleagues = select(Membership.team_id).join(User, User.id == Membership.user_id)
    colleagues = colleagues.where(User.university_id == university)
    close = colleagues.where(User.faculty_key == faculty, User.faculty_key != "")
    is_hard = or_(declared, belongs_to_team(judge), Project.team_id.in_(close))
    tied = or_(is_hard, Project.team_id.in_(colleagues))
    return select(Project.id, is_hard.label("is_hard")).where(tied)


_TIES = scope.prepared(_ties())


@dataclass(frozen=True)
class Hand:
    """A judge's cards: all that were ever dealt, and the open ones, the newest last."""

    seen: tuple[int, ...]
    open: tuple[int, ...]

    @property
    def dealt(self) -> int:
        return len(self.seen)

    @property
    def has_room(self) -> bool:
        return len(self.open) < MOST_OPEN


def hand(judge_id: int) -> Hand:
    """Read a judge's cards. One that was taken away counts among those dealt, not among the open ones."""
    rows = db.session.execute(_HAND, {"judge": judge_id}).all()
    return Hand(tuple(row.project_id for row in rows), tuple(row.project_id for row in rows if row.is_open))


def seats() -> dict[int, list[int]]:
    """Return who has which project in the running, the projects without anybody too."""
    running = db.session.scalars(_RUNNING, {"round": scope.named_round()})
    found: dict[int, list[int]] = {project: [] for project in running}
    for project, judge in db.session.execute(_DEALT):
        if project in found:
            found[project].append(judge)
    return found


def table(judge_id: int, seen: Collection[int]) -> Table:
    """Return all that decides which project a judge gets next, who has had these before."""
    reader = queries_skills.readers([judge_id])[judge_id]
    university, faculty = reader.home
    tied = defaultdict(set)
    for row in db.session.execute(_TIES, {"judge": judge_id, "university": university, "faculty": faculty}):
        tied[bool(row.is_hard)].add(row.id)
    hard = frozenset(tied[True]) | _unfit(reader)
    return Table(seats(), frozenset(seen), hard, frozenset(tied[False]))


def _unfit(reader: Reader) -> frozenset[int]:
    """Return the projects whose language or track is not the judge's; most judges take all."""
    if not reader.languages and not reader.tracks:
        return frozenset()
    return frozenset(
        row.id
        for row in db.session.execute(queries_docket.handed_in())
        if not (reader.reads(row.language or row.main_language) and reader.judges(row.challenge_id))
    )
