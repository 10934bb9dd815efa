"""Turn marks and weights into totals, exactly: a pocket calculator gives the same numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hackathon.errors import MarkOutsideScale, WeightsInvalid
from hackathon.rules.votes import Vote

Key = int | str


@dataclass(frozen=True)
class Criterion:
    key: str
    weight: int | Fraction


@dataclass(frozen=True)
class Rubric:
    """Hold the criteria in their order, and what happens to equal scores: "shared" or "in_order" (rules/ties.py).

    `votes` are the jury's votes on ties, the oldest first.
    """

    criteria: tuple[Criterion, ...]
    ties: str = "shared"
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Hold the lowest and the highest mark, and the step from one mark to the next; 0 is a scale without steps."""

    minimum: int | Fraction
    maximum: int | Fraction
    step: int | Fraction = 1


@dataclass(frozen=True)
class Card:
    """Hold one judge's marks for one project, by criterion; None or absent is not marked yet."""

    project: Key
    judge: Key
    marks: Mapping[str, int | Fraction | None]


@dataclass(frozen=True)
class ProjectScore:
    """Hold a project's mean of composites and of marks, over its complete cards; no score without one."""

    project: Key
    score: Fraction | None
    reviews: int
    criterion_means: Mapping[str, Fraction]


def is_complete(card: Card, rubric: Rubric) -> bool:
    """Tell whether every criterion of the rubric has a mark."""
    return bool(rubric.criteria) and all(card.marks.get(criterion.key) is not None for criterion in rubric.criteria)


def composite(card: Card, rubric: Rubric) -> Fraction | None:
    """Weigh a card's marks into one number on the scale of the marks; None while a mark is missing.

    Weights need not sum to 100: only their proportions count.
    """
    if not is_complete(card, rubric):
        return None
    total = sum(criterion.weight * card.marks[criterion.key] for criterion in rubric.criteria)
    return Fraction(total, sum(criterion.weight for criterion in rubric.criteria))


def project_scores(projects: Iterable[Key], cards: Iterable[Card], rubric: Rubric) -> tuple[ProjectScore, ...]:
    """Score each project by the mean of its judges' composites; unfinished cards do not count."""
    complete = defaultdict(list)
    for card in cards:
        if is_complete(card, rubric):
            complete[card.project].append(card)
    return tuple(_project_score(project, complete[project], rubric) for project in projects)


def _project_score(project: Key, cards: list[Card], rubric: Rubric) -> ProjectScore:
    if not cards:
        return ProjectScore(project, None, 0, {})
    means = {criterion.key: _mean([card.marks[criterion.key] for card in cards]) for criterion in rubric.criteria}
    return ProjectScore(project, _mean([composite(card, rubric) for card in cards]), len(cards), means)


def _mean(values: list[int | Fraction]) -> Fraction:
    return Fraction(sum(values), len(values))


def require_mark_in_scale(value: object, minimum: int, maximum: int) -> int:
    """Give the mark as a whole number, or refuse what is not one or lies outside the scale."""
    whole = not isinstance(value, bool) and (
        isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    )
    if not whole or not minimum <= value <= maximum:
        raise MarkOutsideScale(minimum=minimum, maximum=maximum)
    return int(value)


def require_weights(weights: Iterable[object]) -> None:
    """Refuse weights that are not whole numbers from zero on, and a list without any above zero.

    A criterion of weight 0 is marked all the same: it can count in a nomination.
    """
    weights = list(weights)
    if not all(type(weight) is int and weight >= 0 for weight in weights) or not any(weights):
        raise WeightsInvalid()
