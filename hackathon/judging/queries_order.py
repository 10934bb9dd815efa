"""In which order the lines of the organizers' views of judging stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

ORDERS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "judges": {
        "name": lambda line: line.name.casefold(),
        "university": lambda line: line.university.best("ru")[1].casefold(),
        "finished": lambda line: (line.states["scored"], line.name.casefold()),
        "begun": lambda line: (line.states["draft"], line.name.casefold()),
        "waiting": lambda line: (line.states["waiting"], line.name.casefold()),
    },
    "projects": {
        "title": lambda line: line.title.casefold(),
        "team": lambda line: line.team_name.casefold(),
        "finished": lambda line: (line.finished, len(line.reviews), line.title.casefold()),
    },
}


def in_order(lines: Iterable[Any], show: str, order: str) -> list[Any]:
    """Sort the lines of a view by one of its columns, `-` for the largest first; anything else is the usual order."""
    key = ORDERS.get(show, {}).get(order.removeprefix("-"))
    return sorted(lines, key=key, reverse=order.startswith("-")) if key else list(lines)
