"""Plan a jury: how many judges a number of projects, reviews, minutes and hours needs, and what is short."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class Workload:
    """What is to be judged, by how many judges; `minutes` are those of one review, `hours` those of one judge."""

    projects: int
    reviews: int
    minutes: int
    hours: int
    judges: int = 0


@dataclass(frozen=True)
class Staffing:
    """How many judges it takes, and what the judges at hand can do.

    `needed` is None where one review takes longer than a judge has. `more` are the judges that are missing;
    `reviews_each` is what a project gets as it is, at the most as many as there are judges or are wanted, and
    `minutes_each` what a judge needs for everything.
    """

    reviews: int
    needed: int | None
    more: int
    reviews_each: Fraction
    minutes_each: int


def staff(work: Workload) -> Staffing:
    """Say how many judges are needed and what is short."""
    reviews = work.projects * work.reviews
    each = work.hours * 60 // work.minutes
    needed = _needed(work, reviews, each)
    done = min(reviews, work.judges * min(each, work.projects))
    return Staffing(
        reviews=reviews,
        needed=needed,
        more=max(0, (needed or 0) - work.judges),
        reviews_each=min(Fraction(done, max(1, work.projects)), Fraction(work.judges)),
        minutes_each=ceil(Fraction(reviews, max(1, work.judges))) * work.minutes,
    )


def _needed(work: Workload, reviews: int, each: int) -> int | None:
    """Nobody reviews a project twice, so there are never fewer judges than reviews of a project."""
    if not reviews:
        return 0
    return max(work.reviews, ceil(Fraction(reviews, each))) if each else None
