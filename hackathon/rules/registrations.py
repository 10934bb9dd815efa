"""List the states of a registration and the steps between them, and say who gets a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.errors import StepNotAllowed


class Mode(StrEnum):
    OPEN = "open"
    REVIEWED = "reviewed"


class State(StrEnum):
    GUARDIAN = "guardian"  # under age: waits until a guardian has consented
    APPLIED = "applied"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"  # a freed place is held for this person until the offer ends
    ADMITTED = "admitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # did not confirm an offered place in time; can register again, behind all others


STEPS = {
    State.GUARDIAN: {State.APPLIED, State.ADMITTED, State.WAITLISTED, State.DECLINED, State.WITHDRAWN},
    State.APPLIED: {State.ADMITTED, State.WAITLISTED, State.DECLINED, State.WITHDRAWN},
    State.WAITLISTED: {State.OFFERED, State.ADMITTED, State.DECLINED, State.WITHDRAWN},
    State.OFFERED: {State.ADMITTED, State.LAPSED, State.DECLINED, State.WITHDRAWN},
    State.ADMITTED: {State.DECLINED, State.WITHDRAWN},
    State.DECLINED: {State.ADMITTED, State.WAITLISTED},
    State.WITHDRAWN: {State.GUARDIAN, State.APPLIED, State.ADMITTED, State.WAITLISTED},
    State.LAPSED: {State.GUARDIAN, State.APPLIED, State.ADMITTED, State.WAITLISTED},
}
HOLDING = frozenset({State.ADMITTED, State.OFFERED})
WAITING = frozenset({State.GUARDIAN, State.APPLIED, State.WAITLISTED, State.OFFERED})
GONE = frozenset({State.WITHDRAWN, State.LAPSED})
DECISIONS = (State.ADMITTED, State.WAITLISTED, State.DECLINED)


@dataclass(frozen=True)
class Chosen:
    """A registration that organizers decide about; `hindrance` keeps it from losing a place, a guardian from any."""

    id: int
    state: State
    hindrance: str = ""
    awaits_guardian: bool = False


@dataclass(frozen=True)
class Fate:
    """What a decision does to one registration: a new state, or a reason why nothing changes."""

    id: int
    before: State
    after: State | None
    why: str = ""


def require_step(current: State, target: State) -> None:
    """Refuse a step that the present state does not allow."""
    if target not in STEPS[current]:
        raise StepNotAllowed(current=str(current), target=str(target))


def free_places(capacity: int | None, held: int) -> int | None:
    """Count the places that nobody holds; None where there is no limit."""
    return None if capacity is None else max(0, capacity - held)


def passed_on(mode: Mode, free: int | None, freed: int) -> int | None:
    """Count the places that go to the waitlist by themselves; where organizers review, only those given back."""
    if mode is Mode.OPEN:
        return free
    return freed if free is None else min(free, freed)


def first_state(mode: Mode, free: int | None, waiting: int) -> State:
    """Say where a newcomer begins; nobody overtakes those who wait already."""
    if mode is Mode.REVIEWED:
        return State.APPLIED
    return State.ADMITTED if free is None or free > waiting else State.WAITLISTED


def has_lapsed(state: State, ends_at: datetime | None, now: datetime) -> bool:
    """Tell whether an offer is over; the tick at which it ends is already late."""
    return state == State.OFFERED and ends_at is not None and now >= ends_at


def offer_ends(now: datetime, hours: int, closes: datetime) -> datetime:
    """Say until when an offered place is held: not beyond the close of submissions."""
    return min(now + timedelta(hours=hours), closes)


def fates(chosen: Sequence[Chosen], target: State, free: int | None) -> list[Fate]:
    """Say what a decision would do, in the order given: who finds no place any more goes to the waitlist."""
    found = []
    for each in chosen:
        fate = _fate(each, target, free)
        found.append(fate)
        if free is not None and fate.after == State.ADMITTED and each.state not in HOLDING:
            free -= 1
    return found


def _fate(each: Chosen, target: State, free: int | None) -> Fate:
    if each.state == target:
        return Fate(each.id, each.state, None, "same")
    if target not in STEPS[each.state] or (target != State.DECLINED and each.awaits_guardian):
        return Fate(each.id, each.state, None, "guardian" if each.awaits_guardian else "step")
    if target == State.DECLINED and each.hindrance:
        return Fate(each.id, each.state, None, each.hindrance)
    if target == State.ADMITTED and free == 0 and each.state not in HOLDING:
        return Fate(each.id, each.state, State.WAITLISTED if State.WAITLISTED in STEPS[each.state] else None, "full")
    return Fate(each.id, each.state, target)
