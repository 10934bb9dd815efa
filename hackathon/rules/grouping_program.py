"""Write an integer program row by row, and have it solved by HiGHS; numpy and scipy are imported only for that."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Terms = Mapping[int, float]
INFINITE = math.inf


@dataclass
class Program:
    """Whole numbers from 0 to a most each, with what one of each costs, and rows that hold for their sums."""

    costs: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def number(self, most: float = INFINITE, cost: float = 0) -> int:
        """Add an unknown; return its place."""
        self.costs.append(cost)
        self.most.append(most)
        return len(self.costs) - 1

    def row(self, terms: Terms, least: float = -INFINITE, most: float = INFINITE) -> None:
        """Demand that a sum lies between two numbers."""
        self.rows.append((dict(terms), least, most))


@dataclass(frozen=True)
class Solution:
    """The best values found, none if time was up before, and below what no values can come."""

    values: Sequence[int] | None
    bound: float


def solve(program: Program, seconds: float) -> Solution:
    """Find values of the least cost, exactly, within a time."""
    import numpy
    from scipy import optimize, sparse

    places = [(at, place, factor) for at, row in enumerate(program.rows) for place, factor in row[0].items()]
    down, across, factors = zip(*places, strict=True)
    shape = (len(program.rows), len(program.costs))
    matrix = sparse.csr_array((factors, (down, across)), shape=shape)
    limits = optimize.LinearConstraint(matrix, [row[1] for row in program.rows], [row[2] for row in program.rows])
    options = {"time_limit": max(seconds, 0.1), "mip_rel_gap": 0.0}
    found = optimize.milp(
        program.costs, integrality=numpy.ones(shape[1]), bounds=optimize.Bounds(0, program.most),
        constraints=limits, options=options,
    )  # fmt: skip
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else -INFINITE
    return Solution(None if found.x is None else [round(value) for value in found.x], bound)


def whole(bound: float) -> int:
    """Return the least whole cost that a bound allows."""
    return 0 if bound == -INFINITE else max(0, math.ceil(bound - 1e-4))
