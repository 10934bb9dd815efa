"""Decide who fits into a team: how many, which seat, and who follows a captain that leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from hackathon.errors import (
    JudgeCannotTakePart,
    MentorCannotTakePart,
    OrganizerCannotTakePart,
    TeamClosed,
    TeamDisqualified,
    TeamFull,
    TeamSizeInvalid,
    WindowClosed,
    WindowNotYetOpen,
)
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Schedule

# Who decides about an event, or helps in it, does not compete in it.
OFFICES = {"organizer": OrganizerCannotTakePart, "judge": JudgeCannotTakePart, "mentor": MentorCannotTakePart}


def office(held: Collection[str]) -> str:
    """Name what keeps a person from being in a team: organizer, judge, mentor, or nothing."""
    return next((name for name in OFFICES if name in held), "")


def require_no_office(held: Collection[str]) -> None:
    """Refuse a seat to an organizer, a judge or a mentor of the same event."""
    if name := office(held):
        raise OFFICES[name]()


def is_full(members: int, maximum: int) -> bool:
    """Tell whether a team of this many members has no seat left."""
    return members >= maximum


def is_complete(members: int, minimum: int) -> bool:
    """Tell whether a team has enough members to submit."""
    return members >= minimum


def require_seat(members: int, maximum: int) -> None:
    """Refuse one member more than the event allows."""
    if is_full(members, maximum):
        raise TeamFull(maximum=maximum)


def free_slot(taken_slots: Collection[int], maximum: int) -> int:
    """Give the lowest free seat of 1 to `maximum`; a seat that someone left is taken again."""
    for slot in range(1, maximum + 1):
        if slot not in taken_slots:
            return slot
    raise TeamFull(maximum=maximum)


def successor(members: Mapping[int, datetime]) -> int | None:
    """Name the member who has been in the team longest, given when each one joined; nobody in an empty team."""
    return min(members, key=lambda member: (members[member], member), default=None)


def require_size_bounds(minimum: int, maximum: int) -> None:
    """Refuse team sizes that no team could have."""
    if not 1 <= minimum <= maximum:
        raise TeamSizeInvalid(minimum=minimum, maximum=maximum)


def is_forming(schedule: Schedule, now: datetime) -> bool:
    """Tell whether teams may still form and write: from the first registration to the last submission."""
    return schedule.registration_opens <= now < schedule.submissions_close


def require_forming(schedule: Schedule, now: datetime) -> None:
    """Refuse to change a team or its draft before registration opens and from the close of submissions on."""
    if now < schedule.registration_opens:
        raise WindowNotYetOpen(moment=schedule.registration_opens)
    if not is_forming(schedule, now):
        raise WindowClosed(moment=schedule.submissions_close)


def require_in_the_running(admission: Admission, closed_at: datetime | None, reason: str = "") -> None:
    """Refuse what a team that was closed or disqualified cannot do any more."""
    if closed_at is not None:
        raise TeamClosed()
    if admission == Admission.DISQUALIFIED:
        raise TeamDisqualified(reason=reason)
