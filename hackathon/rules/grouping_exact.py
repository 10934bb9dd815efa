"""Divide people into teams at the least cost, and prove it.

An outline bounds every division from below; teams formed after it that cost no more than the bound are the best there
are. Where exchanging people stops above the bound, a few teams at a time are divided anew, exactly; and where few
people are divided, one program settles all that is left to prove.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hackathon.rules import grouping_search
from hackathon.rules.grouping import Division, Person, Terms, cost, price
from hackathon.rules.grouping_outline import outline
from hackathon.rules.grouping_whole import settle

Teams = list[list[Person]]
ROUNDS = 16
TOGETHER = 8
SPOILED = 3
FEW = 40


def divide(people: Sequence[Person], terms: Terms, seconds: float = 16) -> Division:
    """Return the best division found and what is proven of it; hard cases end after about this time."""
    sketch = outline(people, terms, seconds / 2)
    teams, bound = grouping_search.form(sketch, len(people), terms), sketch.bound
    if cost(teams, len(people), terms) > bound and len(people) <= FEW:
        settled, proven = settle(people, terms, bound, seconds / 2)
        teams, bound = _better(teams, settled, len(people), terms), max(bound, proven)
    elif cost(teams, len(people), terms) > bound:
        teams = _mended(people, teams, terms, bound, seconds / 2)
    found = cost(teams, len(people), terms)
    ids = sorted((tuple(sorted(each.id for each in team)) for team in teams), key=lambda team: (-len(team), team))
    return Division(tuple(ids), found, min(bound, found))


def _better(teams: Teams, others: Teams | None, count: int, terms: Terms) -> Teams:
    return teams if others is None or cost(others, count, terms) >= cost(teams, count, terms) else others


def _mended(people: Sequence[Person], teams: Teams, terms: Terms, bound: int, seconds: float) -> Teams:
    """Divide some teams that miss something anew, with others and with those who are alone, as often as it helps."""
    random = Random(0)
    for _ in range(ROUNDS):
        if cost(teams, len(people), terms) <= bound:
            break
        spoiled = [team for team in teams if price(team, terms)]
        chosen = random.sample(spoiled, min(SPOILED, len(spoiled)))
        others = [team for team in teams if team not in chosen]
        chosen += random.sample(others, min(TOGETHER - len(chosen), len(others)))
        seated = {each.id for team in teams for each in team}
        alone = [each for each in people if each.id not in seated]
        some = [*(each for team in chosen for each in team), *alone[:TOGETHER]]
        least = outline(some, terms, seconds / ROUNDS).bound
        anew, _ = settle(some, terms, least, seconds / ROUNDS)
        kept = [team for team in teams if team not in chosen]
        teams = _better(teams, None if anew is None else [*kept, *anew], len(people), terms)
    return teams
