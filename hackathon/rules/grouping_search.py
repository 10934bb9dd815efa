"""Form teams after an outline: deal people out like cards, then exchange them until nothing more is missed than must be.

The same people give the same teams: what is tried at random begins with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hackathon.rules.grouping import MISSED, Person, Terms, cost, missed, shared
from hackathon.rules.grouping_outline import Outline

Teams = list[list[Person]]
TRIES = 60_000
ROUNDS = 4


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
    """Exchange two people at a time, never for the worse, until as many wishes more are met as is possible."""
    lacking = [missed(team, terms) for team in teams]
    if len(teams) < 2:
        return
    for _ in range(TRIES):
        if spare < MISSED:
            return
        one = random.choice([place for place, number in enumerate(lacking) if number])
        other = random.randrange(len(teams))
        if one != other:
            spare -= MISSED * _swap(teams, terms, lacking, (one, other), random)


def _swap(teams: Teams, terms: Terms, lacking: list[int], places: tuple[int, int], random: Random) -> int:
    """Exchange one of each team at random unless that is worse; return how many wishes more are met."""
    one, other = (teams[place] for place in places)
    at, by = random.randrange(len(one)), random.randrange(len(other))
    new = [*one[:at], other[by], *one[at + 1:]], [*other[:by], one[at], *other[by + 1:]]
    if not shared(new[0]) or not shared(new[1]):
        return 0
    before = lacking[places[0]] + lacking[places[1]]
    after = missed(new[0], terms), missed(new[1], terms)
    if sum(after) > before:
        return 0
    for place, team, number in zip(places, new, after, strict=True):
        teams[place], lacking[place] = team, number
    return before - sum(after)
