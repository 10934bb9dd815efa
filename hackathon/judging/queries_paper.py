"""What organizers see of paper scorecards: packs to print, and how far the typing is. Nobody sees the other's entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    dealt = select(JudgeAssignment.judge_id).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    made = _packs(edition, list(db.session.scalars(select(User).where(User.id.in_(dealt)))))
    return sorted((each for each in made if each.cards), key=lambda each: each.name.casefold())


def pack(edition: Edition, judge_id: int) -> Pack:
    """Return one judge's cards, as this judge would find them in the queue: blind where judging is."""
    query = select(User).join(JudgeAssignment, JudgeAssignment.judge_id == User.id).where(User.id == judge_id)
    judge = db.session.scalars(query.limit(1)).first()
    if judge is None:
        raise NotFound()
    return _packs(edition, [judge])[0]


def _packs(edition: Edition, judges: Sequence[User]) -> list[Pack]:
    ids = [judge.id for judge in judges]
    steps, queues = _steps(edition, ids), queries_judge.queues(ids, edition)
    made = []
    for judge in judges:
        lines = sorted(queues[judge.id].lines, key=lambda line: line.number)
        states = [_state(line, steps[judge.id, line.project_id]) for line in lines]
        cards = [PaperCard(line, f"{line.project_id}-{judge.id}", state)
                 for line, state in zip(lines, states, strict=True)]  # fmt: skip
        made.append(Pack(judge.id, judge.name, tuple(cards)))
    return made


def _steps(edition: Edition, judges: Collection[int]) -> dict[tuple[int, int], set[str]]:
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    columns = (PaperEntry.judge_id, PaperEntry.project_id, PaperEntry.step)
    rows = db.session.execute(select(*columns).where(PaperEntry.judge_id.in_(judges))).all()
    numbers = queries_blind.numbers([row.project_id for row in rows]) if edition.round.blind else {}
    for row in rows:
        found[row.judge_id, numbers.get(row.project_id, row.project_id)].add(row.step)
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
