"""What a method of ranking gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from hackathon.rules.scoring import Key


@dataclass(frozen=True)
class Method:
    name: str
    version: int


@dataclass(frozen=True)
class Ranked:
    """Hold a project's score and place, and how sure they are; without a review there is neither: not judged.

    `lo` and `hi` end the 90 % interval of its true rank; `p_best` and `p_top3` are its probabilities of being truly
    first and among the first three. The plain mean does not know them.
    """

    project: Key
    score: Fraction | float | None = None
    place: int | None = None
    lo: int | None = None
    hi: int | None = None
    p_best: float | None = None
    p_top3: float | None = None
    reviews: int = 0


@dataclass(frozen=True)
class Ranking:
    """Hold the method and its lines, best first, those not judged last.

    `groups` counts the groups of projects that no judge connects: if there are more than one, say so beside the places.
    `borders` gives, for each number of first places, the probability that they are truly the best so many; where equal
    scores lie across a border, there is none.
    """

    method: Method
    lines: tuple[Ranked, ...]
    groups: int | None = None
    borders: Mapping[int, float] = field(default_factory=dict)
