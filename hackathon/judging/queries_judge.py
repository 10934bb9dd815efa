"""What a judge reads: the queue, and one project with its scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from hackathon.db import db
from hackathon.editions.models import Criterion, Edition
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    Mark,
    Scorecard,
    ScorecardStatus,
)
from hackathon.judging.queries import in_the_running
from hackathon.judging.sheets import Seat
from hackathon.projects.models import Project, Submission
from hackathon.rules import judging as rules
from hackathon.rules.permissions import Actor
from hackathon.teams.models import Membership, Mentorship, Team


@dataclass(frozen=True)
class QueueLine:
    """One project in a judge's queue; `state` is waiting, draft or scored."""

    number: int
    project_id: int
    title: str
    pitch: str
    team_name: str
    state: str


@dataclass(frozen=True)
class Queue:
    """A judge's projects, what comes next first."""

    lines: tuple[QueueLine, ...]

    @property
    def finished(self) -> int:
        return sum(line.state == "scored" for line in self.lines)

    @property
    def next(self) -> QueueLine | None:
        return next((line for line in self.lines if line.state != "scored"), None)

    def position(self, project_id: int) -> int:
        """Return the number of a project in the order in which it was dealt."""
        here = next((line.number for line in self.lines if line.project_id == project_id), 0)
        return sum(line.number <= here for line in self.lines)

    def after(self, project_id: int) -> QueueLine | None:
        """Return the unfinished project that follows this one, beginning anew after the last."""
        here = next((line.number for line in self.lines if line.project_id == project_id), 0)
        rest = [line for line in self.lines if line.state != "scored" and line.project_id != project_id]
        return min(rest, key=lambda line: (line.number < here, line.number), default=None)


def _belongs_to_team(judge: Any) -> ColumnElement[bool]:
    """Hold where the judge is a member or a mentor of the project's team."""
    memberships = select(Membership.id).where(Membership.team_id == Project.team_id, Membership.user_id == judge)
    mentorships = select(Mentorship.id).where(Mentorship.team_id == Project.team_id, Mentorship.user_id == judge)
    return or_(memberships.exists(), mentorships.exists())


def _own_card() -> ColumnElement[bool]:
    return and_(Scorecard.project_id == JudgeAssignment.project_id, Scorecard.judge_id == JudgeAssignment.judge_id)


def _place() -> Select:
    """Read in one statement what decides whether a judge may score a project, and the version of the card."""
    edition, project, judge = bindparam("edition"), bindparam("project"), bindparam("judge")
    declared = select(DeclaredConflict.id).where(
        DeclaredConflict.project_id == project, DeclaredConflict.judge_id == judge
    )
    marked = select(Mark.criterion_id).where(Mark.scorecard_id == Scorecard.id)
    return (
        select(
            JudgeAssignment.id,
            JudgeAssignment.status,
            declared.exists().label("declared"),
            _belongs_to_team(judge).label("belongs_to_team"),
            in_the_running().label("in_the_running"),
            Scorecard.id.label("card_id"),
            Scorecard.version,
            marked.exists().label("has_marks"),
        )
        .select_from(JudgeAssignment)
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Scorecard, _own_card())
        .where(JudgeAssignment.edition_id == edition)
        .where(JudgeAssignment.project_id == project, JudgeAssignment.judge_id == judge)
    )


PLACE = _place()
HELD_PLACE = PLACE.with_for_update(of=JudgeAssignment)


def place(seat: Seat, statement: Select = PLACE) -> Any:
    """Return the row of a judge's place, None without an assignment.

    Every save asks this, so the statement is built once and names its edition itself.
    """
    values = {"edition": seat.edition_id, "project": seat.project_id, "judge": seat.judge_id}
    return db.session.connection().execute(statement, values).first()


def place_of(row: Any) -> rules.Place | None:
    """Return what the rules ask about a place."""
    if row is None:
        return None
    return rules.Place(
        is_assigned=row.status == AssignmentStatus.ASSIGNED,
        stepped_back=row.status == AssignmentStatus.RECUSED or row.declared,
        belongs_to_team=row.belongs_to_team,
        in_the_running=row.in_the_running,
    )


def submission_for(seat: Seat, edition: Edition, *, now: Any) -> Submission:
    """Return what a judge reads: the latest submission of a project that is theirs to score."""
    rules.require_place(place_of(place(seat)))
    rules.require_readable(edition.schedule, now)
    query = (
        select(Submission)
        .join(Submission.project)
        .where(Project.id == seat.project_id, Submission.number == Project.submission_number)
        .options(undefer(Submission.content))
        .options(contains_eager(Submission.project).options(joinedload(Project.team), joinedload(Project.challenge)))
    )
    return db.session.scalars(query).one()


def queue(actor: Actor) -> Queue:
    """Return the projects that a judge has to score: drafts first, then those not begun, then the finished ones."""
    found = db.session.execute(_queue_query(actor))
    lines = [QueueLine(row.id, row.project_id, row.title, row.pitch, row.name, _state(row.status)) for row in found]
    order = {"draft": 0, "waiting": 1, "scored": 2}
    return Queue(tuple(sorted(lines, key=lambda line: order[line.state])))


def _queue_query(actor: Actor) -> Select:
    latest = and_(Submission.project_id == Project.id, Submission.number == Project.submission_number)
    columns = (JudgeAssignment.id, JudgeAssignment.project_id, Submission.title, Submission.pitch, Team.name)
    return (
        select(*columns, Scorecard.status)
        .select_from(JudgeAssignment)
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Team, Team.id == Project.team_id)
        .join(Submission, latest)
        .outerjoin(Scorecard, _own_card())
        .where(JudgeAssignment.judge_id == actor.user_id, JudgeAssignment.status == AssignmentStatus.ASSIGNED)
        .where(in_the_running(), ~_belongs_to_team(actor.user_id))
        .order_by(JudgeAssignment.id)
    )


def _state(status: str | None) -> str:
    return {None: "waiting", ScorecardStatus.DRAFT: "draft", ScorecardStatus.FINISHED: "scored"}[status]


def card_of(seat: Seat) -> Scorecard | None:
    """Return a judge's card with its marks."""
    query = select(Scorecard).where(Scorecard.project_id == seat.project_id, Scorecard.judge_id == seat.judge_id)
    query = query.options(joinedload(Scorecard.marks)).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().one_or_none()


def held_rubric() -> tuple[tuple[int, ...], tuple[int, int] | None]:
    """Return the criteria's ids and the scale, and keep organizers from changing them until this save is done."""
    query = (
        select(Criterion.id, Edition.scale_min, Edition.scale_max)
        .join(Edition, Edition.id == Criterion.edition_id)
        .order_by(Criterion.position, Criterion.id)
    )
    rows = db.session.execute(query.with_for_update(read=True, key_share=True)).all()
    return tuple(row.id for row in rows), (rows[0].scale_min, rows[0].scale_max) if rows else None


def stepped_back_from(actor: Actor) -> int:
    """Count the projects that a judge declared a conflict with."""
    query = select(func.count()).select_from(DeclaredConflict).where(DeclaredConflict.judge_id == actor.user_id)
    return db.session.scalar(query) or 0
