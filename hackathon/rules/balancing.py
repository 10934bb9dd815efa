"""Make the loads of judges as equal as conflicts allow, and then the soft conflicts as few.

The deal is a flow from projects to judges with convex costs. It is optimal when its residual graph has no negative
cycle, so cycles are cancelled until none is left: M. Klein, "A primal method for minimal cost flows", 1967.
"""

from __future__ import annotations

from hackathon.rules.seating import Seating, Step

HUB = None  # a chain of steps that starts and ends here changes two loads
Arcs = dict[tuple[int | None, int | None], tuple[int, int | None]]


def even_out(seating: Seating) -> None:
    """Cancel cycles until the squared loads, and among equals the soft conflicts, cannot be lowered."""
    while steps := _improvement(seating):
        seating.play(steps)


def _improvement(seating: Seating) -> tuple[Step, ...]:
    arcs = _residual_arcs(seating)
    cycle = _negative_cycle(arcs, [HUB, *seating.judges])
    return tuple(Step(start, end, arcs[start, end][1]) for start, end in cycle if HUB not in (start, end))


def _residual_arcs(seating: Seating) -> Arcs:
    """Map (from, to) to the cheapest cost of handing over a project, and that project."""
    arcs: Arcs = {}
    for judge, project in sorted(seating.new):
        for other in seating.judges:
            if seating.may_sit(other, project):
                cost = seating.strain(Step(judge, other, project))
                if (judge, other) not in arcs or cost < arcs[judge, other][0]:
                    arcs[judge, other] = cost, project
    # One unit of balance outweighs every soft conflict.
    unit = 2 * len(seating.new) + 1
    for judge in seating.judges:
        arcs[HUB, judge] = -unit * (2 * seating.load[judge] - 1), None
        arcs[judge, HUB] = unit * (2 * seating.load[judge] + 1), None
    return arcs


def _negative_cycle(arcs: Arcs, nodes: list[int | None]) -> list[tuple[int | None, int | None]]:
    """Find a cycle of negative cost (Bellman and Ford), or return an empty list."""
    distance = dict.fromkeys(nodes, 0)
    before: dict[int | None, int | None] = {}
    for _ in nodes:
        relaxed = [end for (start, end), (cost, _) in arcs.items() if _relax(distance, before, start, end, cost)]
        if not relaxed:
            return []
    node = relaxed[-1]
    for _ in nodes:
        node = before[node]
    cycle, last = [(before[node], node)], before[node]
    while last != node:
        cycle.append((before[last], last))
        last = before[last]
    return cycle


def _relax(distance: dict, before: dict, start: int | None, end: int | None, cost: int) -> bool:
    if distance[start] + cost >= distance[end]:
        return False
    distance[end], before[end] = distance[start] + cost, start
    return True
