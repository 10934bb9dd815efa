"""Bound a division from below: how many people of each kind work in which language, in teams of which sizes.

No team is formed here, so a program of a few thousand numbers is enough. Each row holds for every real division: a team
with a woman takes one of the women, a mixed team takes somebody who is not of the most frequent university, and two
whose university is known. So no division costs less than this outline.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hackathon.rules import grouping_program as programs
from hackathon.rules.grouping import ALONE, MISSED, OFF_SIZE, Person, Terms, Wish
from hackathon.rules.grouping_program import Program


@dataclass(frozen=True)
class Outline:
    """Who works in which language, the sizes of the teams there, and the least cost of any division."""

    people: dict[str, list[Person]]
    sizes: dict[str, list[int]]
    bound: int


def outline(people: Sequence[Person], terms: Terms, seconds: float) -> Outline:
    """Return the cheapest outline; with time up, one with nobody in it, and a bound that still holds."""
    kinds: dict[tuple, list[Person]] = defaultdict(list)
    for each in people:
        kinds[each.kind].append(each)
    program, unknowns = Program(), _Unknowns({}, {})
    for language in sorted({code for each in people for code in each.languages}):
        _add_language(program, unknowns, language, kinds, terms)
    if not program.rows:
        return Outline({}, {}, ALONE * len(people))
    for kind, same in kinds.items():
        row = {place: 1.0 for (of, _), place in unknowns.people.items() if of == kind}
        if row:
            program.row(row, most=len(same))
    found = programs.solve(program, seconds)
    return _read(found, unknowns, kinds, len(people))


@dataclass(frozen=True)
class _Unknowns:
    people: dict[tuple[tuple, str], int]
    teams: dict[tuple[str, int], int]


def _add_language(program: Program, unknowns: _Unknowns, language: str, kinds: dict, terms: Terms) -> None:
    here = {kind: program.number(len(same), -ALONE) for kind, same in kinds.items() if language in kind[0]}
    unknowns.people.update({(kind, language): place for kind, place in here.items()})
    teams = {size: program.number(cost=OFF_SIZE * abs(size - terms.size)) for size in terms.sizes}
    unknowns.teams.update({(language, size): place for size, place in teams.items()})
    seats = dict.fromkeys(here.values(), 1.0)
    program.row(seats | {place: -float(size) for size, place in teams.items()}, 0, 0)
    for wish in terms.wishes:
        # Teams that have what is wished: all of them but those that miss it.
        met = dict.fromkeys(teams.values(), 1.0) | {program.number(cost=MISSED): -1.0}
        _limit(program, wish, met, here)


def _limit(program: Program, wish: Wish, met: dict[int, float], here: dict[tuple, int]) -> None:
    if wish is Wish.WOMAN:
        program.row(met | {place: -1.0 for kind, place in here.items() if kind[3]}, most=0)
        return
    by_trait: dict[str, list[int]] = defaultdict(list)
    for kind, place in here.items():
        by_trait[kind[1] if wish is Wish.UNIVERSITIES else kind[2]].append(place)
    known = [place for trait, places in by_trait.items() if trait for place in places]
    every = program.number()
    program.row(dict.fromkeys(known, 1.0) | {every: -1.0}, 0, 0)
    program.row({place: 2 * factor for place, factor in met.items()} | {every: -1.0}, most=0)
    for trait, places in by_trait.items():
        if trait:
            program.row(met | {every: -1.0} | dict.fromkeys(places, 1.0), most=0)


def _read(found: programs.Solution, unknowns: _Unknowns, kinds: dict, count: int) -> Outline:
    bound = programs.whole(found.bound + ALONE * count)
    people: dict[str, list[Person]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    if found.values is not None:
        taken: Counter = Counter()
        for (kind, language), place in unknowns.people.items():
            start, number = taken[kind], found.values[place]
            people[language] += kinds[kind][start:start + number]
            taken[kind] += number
        for (language, size), place in unknowns.teams.items():
            sizes[language] += [size] * found.values[place]
    return Outline(dict(people), dict(sizes), bound)
