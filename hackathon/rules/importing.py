"""Name the states of an import and of its rows, what can be chosen for a file, and the order of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Progress(StrEnum):
    UPLOADED = "uploaded"  # its columns are not known yet
    CHECKED = "checked"
    APPLYING = "applying"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class RowState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAULT = "fault"
    UNDONE = "undone"
    KEPT = "kept"  # could not be taken back


class Fate(StrEnum):
    NEW = "new"
    KNOWN = "known"
    ALREADY = "already"
    UPDATE = "update"
    FAULT = "fault"


REGISTERS = (Fate.NEW, Fate.KNOWN)


@dataclass(frozen=True)
class Wishes:
    """What the organizer chose for the whole file."""

    joins_teams: bool = False
    updates: bool = False
    admits: bool = True
    sends_letters: bool = True
    language: str = "ru"


def turns(rows: Iterable[tuple[int, str, bool]]) -> dict[int, int]:
    """Order rows given as (number, team, is captain): each team together where it first stands, its captain first."""
    listed = list(rows)
    first: dict[str, int] = {}
    for number, team, _ in listed:
        first.setdefault(team, number)
    order = sorted(listed, key=lambda each: (first[each[1]] if each[1] else each[0], not each[2], each[0]))
    return {number: place for place, (number, _, _) in enumerate(order)}


def repeated(keys: Mapping[int, str]) -> dict[int, int]:
    """Return which rows repeat a key of an earlier row, and which one."""
    seen: dict[str, int] = {}
    return {number: seen[key] for number, key in sorted(keys.items()) if key and seen.setdefault(key, number) != number}
