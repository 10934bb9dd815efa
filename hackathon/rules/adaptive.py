"""Deal one card at a time, to a judge who is ready, where it settles most about the prizes.

Every project first gets one review fewer than wanted. Then the next card goes to the project with the largest
[p1 (1 - p1) + pk (1 - pk) / 2] / (n + 1): p1 and pk are its probabilities of being truly first and among the k that win
a prize, n counts its reviews, finished and under way.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.errors import StepNotAllowed
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Key, Rubric, Scale

MOST_OPEN = 2  # cards that a judge may hold unfinished
MOST_PRIZES = 50
FRESH = 15.0  # seconds for which an estimate serves while cards come in


class DealMode(StrEnum):
    FIXED = "fixed"
    ADAPTIVE = "adaptive"


@dataclass(frozen=True)
class Chance:
    """Hold the probabilities of being truly first, and among those that win a prize."""

    first: float
    prize: float


@dataclass(frozen=True)
class Table:
    """Hold who sits at each project that can win, and what the judge who is ready has seen, may not or had better not.

    Cards that were taken back leave a free seat: their projects come up again.
    """

    seats: Mapping[int, Collection[int]]
    seen: Collection[int] = ()
    hard: Collection[int] = ()
    soft: Collection[int] = ()


@dataclass(frozen=True)
class Aim:
    """Say how many reviews a project is to have, how many places win a prize, and what is known of the projects."""

    wanted: int
    prizes: int
    chances: Mapping[int, Chance]


def next_project(judge: int, table: Table, aim: Aim) -> int | None:
    """Choose the project that a judge who is ready gets; None if there is none left that the judge could review.

    A soft conflict is accepted only where nothing else is left. Among equals the judge gets what others have judged
    with whom there is least in common so far, so that the marks of all can be compared.
    """
    open_to = [project for project in table.seats if project not in table.seen and project not in table.hard]
    free = [project for project in open_to if project not in table.soft] or open_to
    first = [project for project in free if len(table.seats[project]) < aim.wanted - 1]

    def need(project: int) -> tuple[float, int]:
        reviews = len(table.seats[project])
        return 0.0 if first else -worth_of(aim, project, reviews, len(table.seats)), reviews

    needs = {project: need(project) for project in first or free}
    most = min(needs.values(), default=None)
    met = Counter(other for judges in table.seats.values() if judge in judges for other in judges)

    def order(project: int) -> tuple[int, int]:
        return sum(met[other] for other in table.seats[project]), zlib.crc32(f"{judge}:{project}".encode())

    return min((project for project in needs if needs[project] == most), key=order, default=None)


def worth_of(aim: Aim, project: int, reviews: int, projects: int) -> float:
    """Say how much one more review of a project would settle; of one without marks nothing is known yet."""
    chance = aim.chances.get(project) or Chance(1 / projects, min(1.0, aim.prizes / projects))
    return (chance.first * (1 - chance.first) + chance.prize * (1 - chance.prize) / 2) / (reviews + 1)


def chances(
    cards: Iterable[Card], rubric: Rubric, scale: Scale, prizes: int, carried: Carried | None = None
) -> dict[Key, Chance]:
    """Estimate the chances of every project that has a mark, by the calibrated score."""
    from hackathon.rules import calibration

    cards = [card for card in cards if any(mark is not None for mark in card.marks.values())]
    if not cards:
        return {}
    found = calibration.calibrate(cards, rubric, scale, carried)
    each = (found.draws.among_first(places).tolist() for places in (1, prizes))
    return {project: Chance(*both) for project, *both in zip(found.reviews.projects, *each, strict=True)}


def require_room(open_cards: int) -> None:
    """Refuse another card to a judge who has enough of them open."""
    if open_cards >= MOST_OPEN:
        raise StepNotAllowed()


def require_mode(mode: str, wanted: DealMode) -> None:
    """Refuse what belongs to the other way of dealing."""
    if mode != wanted:
        raise StepNotAllowed()


def prize_places(number: int) -> int:
    """Keep the number of places that win a prize within reason."""
    return max(1, min(MOST_PRIZES, number))
