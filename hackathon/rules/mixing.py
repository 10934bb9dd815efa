"""Choose who sits with whom, so that no two judges always sit together and all marks can be compared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

from hackathon.rules.seating import Seating, Step

TRIES_PER_SEAT = 20


def fill(seating: Seating, wanted: int, rng: random.Random) -> None:
    """Seat the missing judges: lightest load first, a soft conflict weighs like a review, then who met least."""
    projects = list(seating.seats)
    rng.shuffle(projects)
    for project in projects:
        for _ in range(wanted - len(seating.seats[project])):
            candidates = seating.candidates(project)
            if not candidates:
                break
            rng.shuffle(candidates)
            seating.sit(min(candidates, key=lambda judge: _burden(seating, judge, project)), project)


def _burden(seating: Seating, judge: int, project: int) -> tuple[int, int]:
    soft = (judge, project) in seating.soft
    return seating.load[judge] + soft, seating.crowding(judge, project)


def spread(seating: Seating, rng: random.Random) -> None:
    """Swap judges at random as long as it lowers the sum of squared meetings."""
    chairs = sorted(seating.new)
    for _ in range(TRIES_PER_SEAT * len(chairs) if len(chairs) > 1 else 0):
        one, two = rng.sample(range(len(chairs)), 2)
        steps = _swap(chairs[one], chairs[two])
        if not seating.is_harmless(steps):
            continue
        if seating.play(steps) > 0:
            seating.undo(steps)
        else:
            chairs[one], chairs[two] = [(step.enters, step.project) for step in steps]


def connect(seating: Seating) -> None:
    """Join groups of judges that share no project, where a harmless swap or move can do it."""
    while any(_joins(seating, steps) for steps in _across(seating)):
        pass


def _across(seating: Seating) -> Iterator[tuple[Step, ...]]:
    """Offer the swaps and moves between groups."""
    group, chairs = seating.groups(), sorted(seating.new)
    if len(set(group.values())) < 2:
        return
    yield from (_swap(one, two) for one, two in combinations(chairs, 2) if group[one[0]] != group[two[0]])
    for judge, project in chairs:
        others = (other for other in seating.judges if group.get(other, group[judge]) != group[judge])
        yield from ((Step(judge, other, project),) for other in others)


def _joins(seating: Seating, steps: tuple[Step, ...]) -> bool:
    """Keep the steps if they leave fewer groups."""
    if not seating.is_harmless(steps):
        return False
    before = len(set(seating.groups().values()))
    seating.play(steps)
    if len(set(seating.groups().values())) < before:
        return True
    seating.undo(steps)
    return False


def _swap(one: tuple[int, int], two: tuple[int, int]) -> tuple[Step, ...]:
    (judge, project), (other, other_project) = one, two
    return Step(judge, other, project), Step(other, judge, other_project)
