"""The numbers of an edition as everybody may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hackathon.rules import suppression
from hackathon.statistics import queries, words

Line = tuple[str, int | None]


@dataclass(frozen=True)
class PublicNumbers:
    """Tables whose numbers are None where they are hidden; all of them are parts of the same total."""

    total: int | None
    states: list[Line]
    genders: list[Line]
    categories: list[Line]
    countries: list[tuple[str, int | None, list[Line]]]

    @property
    def hides(self) -> bool:
        """Say whether anything is hidden."""
        flat = [*self.states, *self.genders, *self.categories]
        flat += [line for name, count, inner in self.countries for line in ((name, count), *inner)]
        return any(count is None for _, count in flat)


def of(numbers: queries.Numbers, names: Mapping[int, Any]) -> PublicNumbers:
    """Return every table with its small cells, and those that would betray them, hidden."""
    total, states = suppression.shown_table(numbers.ended())
    groups = suppression.shown_groups(numbers.institutions())
    return PublicNumbers(
        total,
        [(str(words.ENDED[state]), states[state]) for state in queries.STATES if state in states],
        _lines(numbers, queries.GENDER, names),
        _lines(numbers, queries.CATEGORY, names),
        sorted((words.label(queries.COUNTRY, country, names), count, _institutions(cells, names))
               for country, (count, cells) in groups.items()),
    )  # fmt: skip


def _lines(numbers: queries.Numbers, kind: str, names: Mapping[int, Any]) -> list[Line]:
    cells = suppression.shown_table(numbers.reached(queries.REGISTERED, kind))[1]
    return sorted((words.label(kind, value, names), count) for value, count in cells.items())


def _institutions(cells: Mapping[int, int | None], names: Mapping[int, Any]) -> list[Line]:
    return sorted((words.label(queries.INSTITUTION, each, names), count) for each, count in cells.items())
