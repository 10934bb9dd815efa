"""Say what differs between one publication and the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Moved:
    """A project whose place differs; None is no place: it was not judged, or is not in that publication."""

    project: int
    before: int | None
    after: int | None


def moves(before: Mapping[int, int | None], after: Mapping[int, int | None]) -> tuple[Moved, ...]:
    """Return the projects whose places differ, in the order of the newer places."""
    found = [Moved(each, before.get(each), after.get(each)) for each in {*before, *after}]
    differing = [each for each in found if each.before != each.after]
    return tuple(sorted(differing, key=lambda each: (each.after or 10**9, each.before or 10**9, each.project)))
