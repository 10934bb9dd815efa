"""Decide which judge sees which project: enough reviews each, never a conflict, equal loads, judges well mixed."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hackathon.errors import NotEnoughJudges
from hackathon.rules import balancing, mixing
from hackathon.rules.seating import Docket, Pair, Seating


class Conflict(StrEnum):
    MEMBER = "member"
    MENTOR = "mentor"
    DECLARED = "declared"
    SAME_UNIVERSITY = "same_university"

    @property
    def is_hard(self) -> bool:
        """Tell whether it forbids the review; a soft one is only avoided and shown."""
        return self is not Conflict.SAME_UNIVERSITY


def conflict_reason(
    judge_id: int,
    judge_university: int | None,
    team_members: Collection[int],
    mentors: Collection[int],
    member_universities: Collection[int | None],
    declared: Collection[int],
) -> Conflict | None:
    """Name the gravest tie between a judge and a project; `declared` holds the judges who stepped back from it."""
    ties = {
        Conflict.MEMBER: judge_id in team_members,
        Conflict.MENTOR: judge_id in mentors,
        Conflict.DECLARED: judge_id in declared,
        Conflict.SAME_UNIVERSITY: judge_university is not None and judge_university in member_universities,
    }
    return next((conflict for conflict, tied in ties.items() if tied), None)


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
