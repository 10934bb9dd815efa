"""Divide people into teams in one program with a place for every team: exact, and quick for a few dozen people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from hackathon.rules import grouping_program as programs
from hackathon.rules.grouping import ALONE, MISSED, OFF_SIZE, Person, Terms, Wish
from hackathon.rules.grouping_program import Program

Teams = list[list[Person]]


def settle(people: Sequence[Person], terms: Terms, bound: int, seconds: float) -> tuple[Teams | None, int]:
    """Return the best teams found in a time, and the least cost of any, given a bound that is known."""
    kinds: dict[tuple, list[Person]] = defaultdict(list)
    for each in people:
        if each.languages:
            kinds[each.kind].append(each)
    program, places = Program(), []
    for _ in range(sum(map(len, kinds.values())) // terms.sizes.start):
        places.append(_add_team(program, kinds, terms))
    if not places:
        return None, ALONE * len(people)
    for kind, same in kinds.items():
        program.row({members[kind]: 1.0 for members, _ in places}, most=len(same))
    for (first, _), (second, _) in zip(places, places[1:], strict=False):  # Teams by size: none is tried twice.
        program.row(dict.fromkeys(first.values(), 1.0) | dict.fromkeys(second.values(), -1.0), least=0)
    program.row({place: value for place, value in enumerate(program.costs) if value}, least=bound - ALONE * len(people))
    found = programs.solve(program, seconds)
    proven = programs.whole(found.bound + ALONE * len(people))
    return (None if found.values is None else _read(found.values, places, kinds)), proven


def _add_team(program: Program, kinds: dict, terms: Terms) -> tuple[dict[tuple, int], int]:
    """Add one possible team: whether it exists, in which language, who is in it, how far it is from what is wished."""
    members = {kind: program.number(min(len(same), terms.largest), -ALONE) for kind, same in kinds.items()}
    exists = program.number(1)
    spoken = {code: program.number(1) for code in sorted({code for kind in kinds for code in kind[0]})}
    program.row(dict.fromkeys(spoken.values(), 1.0) | {exists: -1.0}, 0, 0)
    seats = dict.fromkeys(members.values(), 1.0)
    program.row(seats | {exists: -float(terms.sizes.start)}, least=0)
    program.row(seats | {exists: -float(terms.largest)}, most=0)
    off = program.number(cost=OFF_SIZE)
    program.row(seats | {exists: -float(terms.size), off: -1.0}, most=0)
    program.row(seats | {exists: -float(terms.size), off: 1.0}, least=0)
    for kind, place in members.items():
        most = -program.most[place]
        program.row({place: 1.0} | {spoken[code]: most for code in kind[0]}, most=0)
    for wish in terms.wishes:
        _add_wish(program, wish, members, {exists: 1.0, program.number(1, MISSED): -1.0})
    return members, exists


def _add_wish(program: Program, wish: Wish, members: dict[tuple, int], met: dict[int, float]) -> None:
    if wish is Wish.WOMAN:
        program.row(met | {place: -1.0 for kind, place in members.items() if kind[3]}, most=0)
        return
    traits = {place: kind[1] if wish is Wish.UNIVERSITIES else kind[2] for kind, place in members.items()}
    known = {place: -1.0 for place, trait in traits.items() if trait}
    program.row({place: 2 * factor for place, factor in met.items()} | known, most=0)
    for trait in Counter(trait for trait in traits.values() if trait):
        program.row(met | {place: -1.0 for place in known if traits[place] != trait}, most=0)


def _read(values: Sequence[int], places: list, kinds: dict) -> Teams:
    left = {kind: list(same) for kind, same in kinds.items()}
    teams = []
    for members, _ in places:
        team = [left[kind].pop() for kind, place in members.items() for _ in range(values[place])]
        if team:
            teams.append(team)
    return teams
