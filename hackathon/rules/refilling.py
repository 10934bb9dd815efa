"""Fill the holes that judges leave: the least loaded judges who keep the marks of all comparable."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hackathon.rules import mixing
from hackathon.rules.seating import Docket, Pair, Seating


def refill(docket: Docket, holes: Sequence[int], *, seed: int) -> tuple[Pair, ...]:
    """Give each project in `holes` one more judge, where somebody is left who may; `docket.wanted` is not asked.

    A judge who joins groups of judges that share no project comes first, then the lightest load, where a soft conflict
    weighs like a review, then who met least. The projects that few judges may take are filled first.
    """
    rng, seating = random.Random(seed), Seating(docket)
    for project in sorted(holes, key=lambda each: (len(seating.candidates(each)), each)):
        candidates = seating.candidates(project)
        rng.shuffle(candidates)
        groups = seating.groups()
        judge = min(candidates, key=lambda each: _burden(seating, groups, each, project), default=None)
        if judge is not None:
            seating.sit(judge, project)
    mixing.connect(seating)
    return tuple(sorted(seating.new))


def _burden(seating: Seating, groups: dict[int, int], judge: int, project: int) -> tuple[int, int, int]:
    soft = (judge, project) in seating.soft
    apart = _growth(seating, groups, judge, project)
    return apart, seating.load[judge] + soft, seating.crowding(judge, project)


def _growth(seating: Seating, groups: dict[int, int], judge: int, project: int) -> int:
    """Say by how many the groups grow: -1 joins two, +1 is a judge alone with a project."""
    there = next((groups[other] for other in seating.seats[project]), None)
    here = groups.get(judge)
    if there is None:
        return 1 if here is None else 0
    return 0 if here is None or here == there else -1
