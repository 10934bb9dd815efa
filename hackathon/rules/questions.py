"""List what organizers can ask, what counts as an answer, and what of a question may still change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from hackathon.errors import (
    AnswersFrozen,
    AnswersMissing,
    BoundsInvalid,
    OptionsNeeded,
    QuestionAnswered,
    QuestionFrozen,
    QuestionNotForJury,
)


class Kind(StrEnum):
    SHORT = "short"
    LONG = "long"
    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    DATE = "date"
    LINK = "link"
    FILE = "file"


class AskedOf(StrEnum):
    PERSON = "person"
    TEAM = "team"


CHOICES = (Kind.ONE, Kind.MANY)
# Where the limits mean something: characters, numbers, or how many options.
BOUNDED = (Kind.SHORT, Kind.LONG, Kind.NUMBER, Kind.MANY)
LONGEST = {Kind.SHORT: 300, Kind.LONG: 5000, Kind.LINK: 500}
MOST_QUESTIONS = 40


class Asked(Protocol):
    id: int
    required: bool


@dataclass(frozen=True)
class Shape:
    """What answers rest on. Words are not in it: they can always be put better."""

    kind: Kind
    asked_of: AskedOf
    required: bool
    shown_to_jury: bool
    options: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None


def is_frozen(frozen_at: datetime | None, now: datetime) -> bool:
    """Tell whether questions and answers stand as they are; the tick itself is already late."""
    return frozen_at is not None and now >= frozen_at


def require_open(frozen_at: datetime | None, now: datetime) -> None:
    """Refuse to change answers once they are frozen."""
    if is_frozen(frozen_at, now):
        raise AnswersFrozen(moment=frozen_at)


def require_sound(shape: Shape) -> None:
    """Refuse a choice without options, and limits that no answer could keep."""
    if shape.kind in CHOICES and len(shape.options) < 2:
        raise OptionsNeeded(field="options")
    least, most = shape.least, shape.most
    if shape.kind in BOUNDED and least is not None and most is not None and least > most:
        raise BoundsInvalid(field="most")
    ceiling = LONGEST.get(shape.kind) or (len(shape.options) if shape.kind is Kind.MANY else None)
    if ceiling is not None and shape.kind in BOUNDED and max(least or 0, most or 0) > ceiling:
        raise BoundsInvalid(field="most" if (most or 0) > ceiling else "least")


def require_change(before: Shape, after: Shape, *, answered: bool, frozen: bool) -> None:
    """Refuse what answers would not survive, and what people were promised when they answered."""
    if frozen and before != after:
        raise QuestionFrozen()
    if not answered:
        return
    if (before.kind, before.asked_of) != (after.kind, after.asked_of) or before.options - after.options:
        raise QuestionAnswered()
    if after.shown_to_jury and not before.shown_to_jury:
        raise QuestionNotForJury(field="shown_to_jury")


def is_answered(value: Any) -> bool:
    """Tell an answer from none: 0 is one, blanks and empty lists are not."""
    return value is not None and value not in ("", [], {})


def missing(questions: Iterable[Asked], values: Mapping[int, Any]) -> list[int]:
    """List the required questions that have no answer."""
    return [each.id for each in questions if each.required and not is_answered(values.get(each.id))]


def require_answers(questions: Collection[Asked], values: Mapping[int, Any]) -> None:
    """Refuse a form in which a required answer is missing."""
    if missing(questions, values):
        raise AnswersMissing()
