"""Describe how judges mark, for organizers: strictness, how near to the others, and cards to look at again.

Nothing is said of a judge whose cards cannot be compared with enough cards of others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hackathon.rules import scoring
from hackathon.rules.scoring import Card, Key, Rubric, Scale

FEWEST_SHARED = 4  # cards of projects that another judge has finished too
OUTLYING = 2.5  # standard deviations
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Habit:
    """How a judge marks, in points of the scale; only the number of cards while they are too few.

    `strictness` is what the judge gives less than the average judge would, with the ends of its 90 % interval;
    `spread` how far the marks lie from what is predicted, 1 being as usual.
    """

    judge: Key
    cards: int
    shared: int
    strictness: float | None = None
    low: float | None = None
    high: float | None = None
    spread: float | None = None


@dataclass(frozen=True)
class Outlier:
    """A card that lies so many points above (or, negative, below) what the others and the judge's habit predict."""

    judge: Key
    project: Key
    points: float


@dataclass(frozen=True)
class Habits:
    judges: tuple[Habit, ...] = ()
    outliers: tuple[Outlier, ...] = ()

    @property
    def says_something(self) -> bool:
        return any(habit.strictness is not None for habit in self.judges)


def habits_of(cards: Iterable[Card], rubric: Rubric, scale: Scale) -> Habits:
    """Describe the judges of finished cards."""
    cards = [card for card in cards if scoring.is_complete(card, rubric)]
    reviews = Counter(card.project for card in cards)
    counts = Counter(card.judge for card in cards)
    shared = Counter(card.judge for card in cards if reviews[card.project] > 1)
    known = {judge for judge in counts if shared[judge] >= FEWEST_SHARED}
    if len(known) < 2:
        return Habits(tuple(Habit(judge, counts[judge], shared[judge]) for judge in sorted(counts)))
    import numpy as np

    from hackathon.rules import calibration

    found = calibration.calibrate(cards, rubric, scale)
    low, high = np.quantile(-found.draws.judges, (LOW, HIGH), axis=0)
    numbers = zip(-found.leniency, low, high, np.sqrt(found.reading.reliability), strict=True)
    said = dict(zip(found.reviews.judges, (tuple(map(float, each)) for each in numbers), strict=True))
    judges = tuple(Habit(each, counts[each], shared[each], *(said[each] if each in known else ())) for each in said)
    return Habits(judges, tuple(outlier for outlier in _outliers(found) if outlier.judge in known))


def _outliers(found) -> Iterable[Outlier]:
    """List the cards that stand out, the farthest first."""
    reviews, spread = found.reviews, found.spread
    far = [position for position, z in enumerate(found.outlying.tolist()) if abs(z) > OUTLYING]
    for position in sorted(far, key=lambda each: -abs(found.outlying[each])):
        points = float(found.outlying[position] * spread)
        yield Outlier(reviews.judges[reviews.judge[position]], reviews.projects[reviews.project[position]], points)
