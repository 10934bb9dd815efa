"""Form teams after an outline: deal people out like cards, then exchange them until no more is missed than must be.

The same people give the same teams: what is tried at random begins with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hackathon.rules.grouping import Person, Terms, cost, is_allowed, price
from hackathon.rules.grouping_outline import Outline

Teams = list[list[Person]]
TRIES = 60_000
ROUNDS = 4
MOVED = 0.2


def form(outline: Outline, count: int, terms: Terms) -> Teams:
    """Return the best teams found of several attempts; the first that comes down to the bound ends the search."""
    best: Teams = []
    for seed in range(ROUNDS):
        teams = _dealt(outline, Random(seed) if seed else None)
        spare = cost(teams, count, terms) - outline.bound
        _exchange(teams, terms, Random(seed), spare)
        if seed == 0 or cost(teams, count, terms) < cost(best, count, terms):
            best = teams
        if cost(best, count, terms) <= outline.bound:
            break
    return best


def _dealt(outline: Outline, random: Random | None) -> Teams:
    teams: Teams = []
    for language, people in outline.people.items():
        if random is None:
            ordered = sorted(people, key=lambda each: (not each.woman, each.university, each.discipline, each.id))
        else:
            ordered = random.sample(people, len(people))
        teams += _round(ordered, outline.sizes.get(language, []))
    return teams


def _round(people: Sequence[Person], sizes: Sequence[int]) -> Teams:
    """Deal one to each team in turn, so that who stands side by side comes into different teams."""
    teams: Teams = [[] for _ in sizes]
    waiting = list(people)
    while waiting:
        for team, size in zip(teams, sizes, strict=True):
            if waiting and len(team) < size:
                team.append(waiting.pop(0))
    return teams


def _exchange(teams: Teams, terms: Terms, random: Random, spare: int) -> None:
    """Exchange or move people between two teams, never for the worse, until the bound is reached."""
    prices = [price(team, terms) for team in teams]
    for _ in range(TRIES if len(teams) > 1 else 0):
        if spare <= 0:
            return
        one = random.choice([place for place, each in enumerate(prices) if each])
        other = random.randrange(len(teams))
        if one != other:
            spare -= _step(teams, terms, prices, (one, other), random)


def _step(teams: Teams, terms: Terms, prices: list[int], places: tuple[int, int], random: Random) -> int:
    """Exchange one of each team at random, or move one, unless that is worse; return how much is saved."""
    one, other = (teams[place] for place in places)
    at, by = random.randrange(len(one)), random.randrange(len(other))
    moves = random.random() < MOVED
    new = [*one[:at], *one[at + 1:]], [*other[:by], *other[by + 1:], one[at]]
    new = (new[0], [*other, one[at]]) if moves else ([*new[0], other[by]], new[1])
    if not is_allowed(new, terms):
        return 0
    after = [price(team, terms) for team in new]
    saved = sum(prices[place] for place in places) - sum(after)
    if saved < 0:
        return 0
    for place, team, now in zip(places, new, after, strict=True):
        teams[place], prices[place] = team, now
    return saved
