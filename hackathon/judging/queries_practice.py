"""The practice card: the example, whether a judge still has it before them, and how the jury marked it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from hackathon.db import db
from hackathon.judging.models_practice import CalibrationCard, CalibrationExample
from hackathon.rules.permissions import Actor


@dataclass(frozen=True)
class Spread:
    """How often each mark was given for a criterion, and the reader's own mark."""

    criterion: Any
    counts: tuple[tuple[int, int], ...]
    own: int | None


def example() -> CalibrationExample | None:
    """Return the example of the round entered."""
    return db.session.scalar(select(CalibrationExample))


def own_card(actor: Actor) -> CalibrationCard | None:
    """Return a judge's card for the example."""
    return db.session.scalar(select(CalibrationCard).where(CalibrationCard.judge_id == actor.user_id))


def spread(criteria: Sequence[Any], scale: tuple[int, int], own: CalibrationCard | None = None) -> list[Spread]:
    """Count the marks of all finished practice cards; nobody is named."""
    cards = list(db.session.scalars(select(CalibrationCard.marks)))
    found = []
    for criterion in criteria:
        key = str(criterion.id)
        given = Counter(marks[key] for marks in cards if key in marks)
        marks = sorted({*given, *range(scale[0], scale[1] + 1)} if scale[1] - scale[0] <= 10 else given)
        counts = tuple((mark, given[mark]) for mark in marks)
        found.append(Spread(criterion, counts, own.marks.get(key) if own else None))
    return found


def is_due(edition: Any, round_number: Any, judge: Any) -> ColumnElement[bool]:
    """Hold while the round asks for the practice card and this judge has not finished it."""
    done = select(CalibrationCard.id).where(
        CalibrationCard.example_id == CalibrationExample.id, CalibrationCard.judge_id == judge
    )
    here = and_(CalibrationExample.edition_id == edition, CalibrationExample.round_number == round_number)
    return exists(select(CalibrationExample.id).where(here, CalibrationExample.required.is_(True), ~done.exists()))
