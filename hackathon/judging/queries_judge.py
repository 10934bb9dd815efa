"""What a judge reads: the queue, and one project with its scorecard."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging import queries_blind, queries_names, queries_place
from hackathon.judging.models import (
    AssignmentStatus,
    DeclaredConflict,
    JudgeAssignment,
    Scorecard,
    ScorecardStatus,
)
from hackathon.judging.queries import in_the_running, own_card
from hackathon.judging.sheets import Seat
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.rules import blindness
from hackathon.rules import judging as rules
from hackathon.rules.permissions import Actor
from hackathon.teams.models import Team


@dataclass(frozen=True)
class QueueLine:
    """One project in a judge's queue; `state` is waiting, draft or scored.

    `project_id` is what stands for the project in the judge's addresses: where judging is blind, its number.
    """

    number: int
    project_id: int
    title: str
    pitch: str
    team_name: str
    state: str
    version: int | None = None
    saved_at: datetime | None = None


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


def submission_for(seat: Seat, *, now: datetime) -> Submission:
    """Return what a judge reads: the latest submission of a project that is theirs to score."""
    found = queries_place.place(seat)
    rules.require_place(queries_place.place_of(found))
    rules.require_readable(queries_place.schedule_of(found), now)
    query = (
        select(Submission)
        .join(Submission.project)
        .where(Project.id == seat.project_id, windows.of_the_round())
        .options(undefer(Submission.content))
        .options(contains_eager(Submission.project).options(joinedload(Project.team), joinedload(Project.challenge)))
    )
    return db.session.scalars(query).one()


def queue(actor: Actor, edition: Edition) -> Queue:
    """Return the projects that a judge has to score: drafts first, then those not begun, then the finished ones."""
    return queues([actor.user_id], edition)[actor.user_id]


def queues(judges: Collection[int], edition: Edition) -> dict[int, Queue]:
    """Return the queues of many judges at once."""
    found = db.session.execute(_queue_query(judges)).all()
    lines = [
        QueueLine(
            row.id, row.project_id, row.title, row.pitch, row.name, _state(row.status), row.version, row.saved_at
        )
        for row in found
    ]
    if edition.round.blind:
        lines = _numbered(lines, found, hides=blindness.is_running(edition))
    order, whose = {"draft": 0, "waiting": 1, "scored": 2}, {row.id: row.judge_id for row in found}
    own: dict[int, list[QueueLine]] = {judge: [] for judge in judges}
    for line in sorted(lines, key=lambda line: order[line.state]):
        own[whose[line.number]].append(line)
    return {judge: Queue(tuple(lines)) for judge, lines in own.items()}


def _numbered(lines: list[QueueLine], rows: Sequence[Any], *, hides: bool) -> list[QueueLine]:
    """Put numbers for projects, and while names are hidden redacted texts; a project without a number stays out."""
    numbers = queries_blind.numbers([line.project_id for line in lines])
    terms = queries_names.terms_of([row.team_id for row in rows]) if hides else {}
    checked = queries_blind.redactions({row.project_id: row.sha256 for row in rows}) if hides else {}
    shown = []
    for line, row in zip(lines, rows, strict=True):
        texts = {"title": line.title, "pitch": line.pitch}
        if hides:
            own = (terms.get(row.team_id, ()), checked.get(row.project_id))
            texts = {name: queries_blind.text_for(name, text, *own) for name, text in texts.items()}
            texts["team_name"] = ""
        if line.project_id in numbers:
            shown.append(replace(line, project_id=numbers[line.project_id], **texts))
    return shown


def _queue_query(judges: Collection[int]) -> Select:
    latest = windows.of_the_round()
    judge = JudgeAssignment.judge_id
    columns = (JudgeAssignment.id, judge, JudgeAssignment.project_id, Submission.title, Submission.pitch, Team.name)
    return (
        select(*columns, Project.team_id, Submission.sha256, Scorecard.status, Scorecard.version, Scorecard.saved_at)
        .select_from(JudgeAssignment)
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Team, Team.id == Project.team_id)
        .join(Submission, latest)
        .outerjoin(Scorecard, own_card())
        .where(judge.in_(judges), JudgeAssignment.status == AssignmentStatus.ASSIGNED)
        .where(in_the_running(), ~queries_place.belongs_to_team(judge))
        .where(~queries_place.same_faculty(judge))
        .order_by(JudgeAssignment.id)
    )


def _state(status: str | None) -> str:
    return {None: "waiting", ScorecardStatus.DRAFT: "draft", ScorecardStatus.FINISHED: "scored"}[status]


def card_of(seat: Seat) -> Scorecard | None:
    """Return a judge's card with its marks."""
    query = select(Scorecard).where(Scorecard.project_id == seat.project_id, Scorecard.judge_id == seat.judge_id)
    query = query.options(joinedload(Scorecard.marks)).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().one_or_none()


def stepped_back_from(actor: Actor) -> int:
    """Count the projects that a judge declared a conflict with."""
    query = select(func.count()).select_from(DeclaredConflict).where(DeclaredConflict.judge_id == actor.user_id)
    return db.session.scalar(query) or 0
