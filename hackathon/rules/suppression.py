"""Which numbers about people may be public: none below five, and none that others let a reader work out.

A table of disjoint cells has a total. Cells below five are hidden. Whoever subtracts what is shown from the total gets
the sum of what is hidden: so if any is hidden, at least two are, their sum is at least five, and it is more than the
number of cells (else each of them must be one). Further cells are hidden for that, the smallest first. Cells without
anybody are left out beforehand: nobody stands behind them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

LEAST = 5
Key = TypeVar("Key", bound=Hashable)


def is_small(count: int) -> bool:
    """Tell whether so few people could be known by a number."""
    return 0 < count < LEAST


def shown_total(count: int) -> int | None:
    """Return a total, or None if it must stay hidden."""
    return None if is_small(count) else count


def shown(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return what may be shown of the parts of a total that is shown itself: None where a number is hidden.

    Nothing at all is returned where the mere list of parts would tell that each of them is one.
    """
    filled = {key: count for key, count in cells.items() if count > 0}
    hidden = {key for key, count in filled.items() if is_small(count)}
    order = sorted(filled, key=lambda key: (filled[key], str(key)))
    for key in order:
        if is_safe([filled[each] for each in hidden]):
            break
        hidden.add(key)
    if not is_safe([filled[each] for each in hidden]):
        return {}
    return {key: None if key in hidden else count for key, count in filled.items()}


def is_safe(hidden: list[int]) -> bool:
    """Tell whether the hidden cells stay unknown although their sum is known."""
    return not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST and sum(hidden) > len(hidden))


def shown_table(cells: Mapping[Key, int]) -> tuple[int | None, dict[Key, int | None]]:
    """Return total and cells as they may be shown; a single cell is the total itself."""
    total = sum(cells.values())
    filled = {key: count for key, count in cells.items() if count > 0}
    if is_small(total):
        return None, dict.fromkeys(filled)
    if len(filled) == 1:
        return total, dict(filled)
    return total, shown(filled)


def shown_groups(groups: Mapping[str, Mapping[Key, int]]) -> dict[str, tuple[int | None, dict[Key, int | None]]]:
    """Return the parts of a total in two steps, such as countries and their institutions.

    Where a group is hidden, so is each of its parts: else they would add up to it.
    """
    totals = shown_table({name: sum(cells.values()) for name, cells in groups.items()})[1]
    found: dict[str, tuple[int | None, dict[Key, int | None]]] = {}
    for name, cells in groups.items():
        if name in totals:
            within = shown_table(cells)[1]
            found[name] = (totals[name], dict.fromkeys(within) if totals[name] is None else within)
    return found
