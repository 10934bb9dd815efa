"""Lay out the standings with their intervals: a bar for each place, joined where two are too close to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 30
FIRST, LAST = 2.0, 98.0  # per cent of the width


@dataclass(frozen=True)
class Bar:
    """One line of the standings: where its interval lies in per cent of the width, and what it shares with the next."""

    line: Any
    low: float
    high: float
    at: float
    shared: tuple[float, float] | None

    @property
    def is_close(self) -> bool:
        """Tell whether this place and the next one are too close to call."""
        return self.shared is not None


@dataclass(frozen=True)
class Plot:
    """The bars of the first places, the last place of the scale, and where the prizes end, in per cent."""

    bars: tuple[Bar, ...]
    last: int
    borders: tuple[float, ...]

    @property
    def close(self) -> int:
        return sum(bar.is_close for bar in self.bars)


def plot_of(standings: Sequence[Any], prizes: int = 3) -> Plot | None:
    """Lay out the first places; None where the method knows no intervals."""
    lines = [line for line in standings if line.rank_low is not None][:SHOWN]
    if not lines:
        return None
    last = max(2, *(max(line.rank_high, line.place) for line in lines))

    def at(place: float) -> float:
        return round(FIRST + (LAST - FIRST) * (place - 1) / (last - 1), 2)

    following = [*lines[1:], None]
    bars = tuple(
        Bar(line, at(line.rank_low), at(line.rank_high), at(line.place), _shared(line, after, at))
        for line, after in zip(lines, following, strict=True)
    )
    borders = tuple(at(place + 0.5) for place in sorted({1, prizes}) if place < last)
    return Plot(bars, last, borders)


def _shared(line: Any, after: Any, at: Any) -> tuple[float, float] | None:
    """Return the part of the interval that the next place shares."""
    if after is None or after.rank_low > line.rank_high:
        return None
    return at(max(line.rank_low, after.rank_low)), at(min(line.rank_high, after.rank_high))
