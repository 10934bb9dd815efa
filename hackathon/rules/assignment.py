"""Decide which judge sees which project: enough reviews each, never a conflict, equal loads, judges well mixed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

from hackathon.errors import NotEnoughJudges
from hackathon.rules import balancing, mixing
from hackathon.rules.seating import Docket, Pair, Seating


@dataclass(frozen=True)
class Deal:
    """Hold the new (judge, project) pairs, and (project, missing reviews) where judges without conflict ran out."""

    new: tuple[Pair, ...]
    short: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Feasibility:
    """Say what is short: judges to add that have no conflict, or the reviews that each project can get on average."""

    short: tuple[tuple[int, int], ...]
    more_judges: int
    reviews_each: Fraction


def deal(docket: Docket, *, seed: int) -> Deal:
    """Deal the missing reviews. The same docket and seed give the same deal, whatever the order of the input.

    Reviews wanted come first, then equal loads, then few soft conflicts (these two are optimal), then judges mixed
    so that their marks can be compared (nearly).
    """
    rng = random.Random(seed)
    seating = Seating(docket)
    mixing.fill(seating, docket.wanted, rng)
    balancing.even_out(seating)
    mixing.spread(seating, rng)
    mixing.connect(seating)
    return Deal(new=tuple(sorted(seating.new)), short=_short(docket, seating))


def feasibility(docket: Docket) -> Feasibility:
    """Tell before judging opens whether every project can get its reviews, and what is short if not."""
    seating = Seating(docket)
    for project in seating.seats:
        for judge in seating.candidates(project)[: max(0, docket.wanted - len(seating.seats[project]))]:
            seating.sit(judge, project)
    short = _short(docket, seating)
    lacking = sum(missing for _, missing in short)
    return Feasibility(
        short=short,
        more_judges=max((missing for _, missing in short), default=0),
        reviews_each=docket.wanted - Fraction(lacking, max(1, len(seating.seats))),
    )


def require_feasible(docket: Docket) -> None:
    """Refuse a deal that would leave a project with fewer reviews than wanted."""
    found = feasibility(docket)
    if found.short:
        raise NotEnoughJudges(short=found.short, more_judges=found.more_judges, reviews_each=found.reviews_each)


def _short(docket: Docket, seating: Seating) -> tuple[tuple[int, int], ...]:
    gaps = ((project, docket.wanted - len(judges)) for project, judges in seating.seats.items())
    return tuple((project, missing) for project, missing in gaps if missing > 0)
