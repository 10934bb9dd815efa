"""Say what differs between one publication and the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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


@dataclass(frozen=True)
class Honoured:
    """What a revision changed of awards, as they were published, and of the places in nominations."""

    gone: tuple[Mapping[str, Any], ...]
    given: tuple[Mapping[str, Any], ...]
    nominations: tuple[tuple[Mapping[str, str], tuple[Moved, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.given or self.nominations)


Told = Iterable[Mapping[str, Any]] | None


def honoured(awards: tuple[Told, Told], nominations: tuple[Told, Told]) -> Honoured:
    """Compare the awards and the nominations of one publication with those of the next."""
    before, after = (list(each or ()) for each in awards)
    earlier, later = ({each["key"]: each for each in told or ()} for told in nominations)
    changed = []
    for key in dict.fromkeys([*earlier, *later]):
        moved = moves(*(_places(told.get(key)) for told in (earlier, later)))
        if moved:
            changed.append((later.get(key, earlier.get(key, {}))["name"], moved))
    gone, given = (tuple(each for each in one if each not in rest) for one, rest in ((before, after), (after, before)))
    return Honoured(gone, given, tuple(changed))


def _places(nomination: Mapping[str, Any] | None) -> dict[int, int | None]:
    return {line["project_id"]: line["place"] for line in nomination["standings"]} if nomination else {}
