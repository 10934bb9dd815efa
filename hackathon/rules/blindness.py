"""Say when judges do not learn whose project they read, and under which numbers they know the projects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from hackathon.errors import JudgingIsBlind
from hackathon.rules.permissions import Actor

# Three digits for all: a number says nothing about who registered first.
FIRST, LAST = 100, 999
FULL = 0.6


def is_running(edition: Any) -> bool:
    """Tell whether names are hidden from judges now: published results lift it."""
    return bool(edition.round.blind) and edition.results_published_at is None


def hides_teams(edition: Any) -> bool:
    """Tell whether pages show judges no teams: that does not depend on the round that the address names."""
    present = edition.rounds[edition.round_number - 1]
    return is_running(edition) or (bool(present.blind) and edition.results_published_at is None)


def is_blindfolded(actor: Actor, edition: Any) -> bool:
    """Tell whether this reader judges blind; whoever organizes as well sees everything anyway."""
    organizes = actor.is_administrator or edition.id in actor.organizer_of
    return hides_teams(edition) and edition.id in actor.judge_of and not organizes


def require_sight(actor: Actor, edition: Any) -> None:
    """Refuse to show a team to somebody who judges blind."""
    if is_blindfolded(actor, edition):
        raise JudgingIsBlind()


def free_number(taken: Collection[int], choose: Callable[[Sequence[int]], int]) -> int:
    """Choose a number that no project of the edition has; from four digits on once three are mostly used up."""
    first, last = FIRST, LAST
    while sum(first <= number <= last for number in taken) >= FULL * (last - first + 1):
        first, last = first * 10, last * 10 + 9
    return choose([number for number in range(first, last + 1) if number not in taken])
