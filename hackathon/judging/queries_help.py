"""Where one more review would help most, by the rule that deals card by card."""

from __future__ import annotations

from dataclasses import dataclass

from hackathon.editions.models import Edition
from hackathon.judging import queries_chances, queries_next
from hackathon.rules import adaptive
from hackathon.rules.adaptive import Aim, Chance

SHOWN = 5
LEAST = 0.005  # of the rule's value: below it a review settles nothing


@dataclass(frozen=True)
class Help:
    """A project whose next review settles something about the prizes; reviews are those finished and under way."""

    project_id: int
    reviews: int
    chance: Chance
    worth: float


def where_reviews_help(edition: Edition, *, ticks: float) -> list[Help]:
    """List the projects whose next review settles most, the first one first."""
    chances = queries_chances.chances_of(edition, ticks=ticks)
    seats, aim = queries_next.seats(), Aim(edition.round.reviews_per_project, edition.round.prize_places, chances)
    found = [
        Help(project, len(judges), chances[project], adaptive.worth_of(aim, project, len(judges), len(seats)))
        for project, judges in seats.items()
        if project in chances
    ]
    found.sort(key=lambda each: (-each.worth, each.project_id))
    return [each for each in found[:SHOWN] if each.worth >= LEAST]
