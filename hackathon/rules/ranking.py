"""Turn totals into places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hackathon.rules.scoring import Key, ProjectScore

METHOD = "mean"
METHOD_VERSION = 1


@dataclass(frozen=True)
class Standing:
    """Hold a project's place; without a finished review there is neither place nor score: not judged."""

    project: Key
    place: int | None
    score: Fraction | None
    reviews: int
    criterion_means: Mapping[str, Fraction]


def standings(scores: Iterable[ProjectScore]) -> tuple[Standing, ...]:
    """Rank projects, best first, those not judged last.

    Equal totals share a place and the next place is skipped (1, 1, 3). Totals are compared before rounding:
    7.996 and 8.004 are not tied.
    """
    scores = sorted(scores, key=lambda entry: (entry.score is None, -(entry.score or 0), entry.project))
    totals = [-entry.score for entry in scores if entry.score is not None]
    return tuple(
        Standing(
            project=entry.project,
            place=None if entry.score is None else bisect_left(totals, -entry.score) + 1,
            score=entry.score,
            reviews=entry.reviews,
            criterion_means=entry.criterion_means,
        )
        for entry in scores
    )
