"""What organizers see of paper scorecards: packs to print, and how far the typing is. Nobody sees the other's entry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.errors import NotFound
from hackathon.judging import queries_blind, queries_judge
from hackathon.judging.models import AssignmentStatus, JudgeAssignment
from hackathon.judging.models_paper import PaperEntry, PaperStep
from hackathon.judging.queries_judge import QueueLine
from hackathon.judging.sheets import Seat
from hackathon.rules.permissions import Actor


@dataclass(frozen=True)
class PaperCard:
    """One card of a pack: what judge and project are called on it, and how far its typing is.

    `state` is screen, agreed, differs, second (is awaited) or none.
    """

    line: QueueLine
    code: str
    state: str


@dataclass(frozen=True)
class Pack:
    """All cards of one judge."""

    judge_id: int
    name: str
    cards: tuple[PaperCard, ...]


def packs(edition: Edition) -> list[Pack]:
    """Return the cards of every judge who has projects."""
    query = select(User.id).join(JudgeAssignment, JudgeAssignment.judge_id == User.id)
    found = db.session.scalars(query.where(JudgeAssignment.status == AssignmentStatus.ASSIGNED).distinct())
    made = [pack(edition, judge) for judge in found]
    return sorted((each for each in made if each.cards), key=lambda each: each.name.casefold())


def pack(edition: Edition, judge_id: int) -> Pack:
    """Return one judge's cards, as this judge would find them in the queue: blind where judging is."""
    query = select(User).join(JudgeAssignment, JudgeAssignment.judge_id == User.id).where(User.id == judge_id)
    judge = db.session.scalars(query.limit(1)).first()
    if judge is None:
        raise NotFound()
    steps = _steps(edition, judge_id)
    lines = sorted(queries_judge.queue(Actor(user_id=judge_id), edition).lines, key=lambda line: line.number)
    cards = [PaperCard(line, f"{line.project_id}-{judge_id}", _state(line, steps[line.project_id])) for line in lines]
    return Pack(judge_id, judge.name, tuple(cards))


def _steps(edition: Edition, judge_id: int) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    query = select(PaperEntry.project_id, PaperEntry.step).where(PaperEntry.judge_id == judge_id)
    rows = db.session.execute(query).all()
    numbers = queries_blind.numbers([row.project_id for row in rows]) if edition.round.blind else {}
    for row in rows:
        found[numbers.get(row.project_id, row.project_id)].add(row.step)
    return found


def _state(line: QueueLine, steps: set[str]) -> str:
    if PaperStep.AGREED in steps:
        return "agreed"
    if line.version:
        return "screen"
    return "differs" if PaperStep.SECOND in steps else "second" if steps else "none"


def entries(seat: Seat) -> dict[str, PaperEntry]:
    """Return what was typed of a card, by step."""
    query = select(PaperEntry).where(PaperEntry.project_id == seat.project_id, PaperEntry.judge_id == seat.judge_id)
    query = query.options(joinedload(PaperEntry.entered_by)).execution_options(populate_existing=True)
    return {each.step: each for each in db.session.scalars(query)}


def same(one: Any, other: Any) -> bool:
    """Tell whether two typings say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in ("marks", "comment_to_team", "comment_to_jury"))
