"""Say when people can be checked in, which moment is kept, and what can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.errors import EventSessionInvalid, EventSessionNotYet, ReasonMissing

EARLY = timedelta(hours=12)
LATE_SENDING = timedelta(days=3)
UNDO = timedelta(minutes=15)
LONGEST = timedelta(days=14)
# How long a device keeps the list after a session: scans that wait are sent until then.
KEPT = timedelta(hours=24)


class How(StrEnum):
    CAMERA = "camera"
    CODE = "code"
    NAME = "name"
    LIST = "list"
    CORRECTION = "correction"


class Kind(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    NEW = "new"
    ALREADY = "already"
    UNDONE = "undone"
    STAYS = "stays"  # another device checked this person in as well


def require_times(starts: datetime, ends: datetime) -> None:
    """Refuse a session that ends before it begins, or lasts for weeks."""
    if not starts < ends <= starts + LONGEST:
        raise EventSessionInvalid(field="ends_at")


def is_open(starts: datetime, now: datetime) -> bool:
    """Tell whether people can be checked in: from half a day before; afterwards paper lists are entered, too."""
    return now >= starts - EARLY


def require_open(starts: datetime, now: datetime) -> None:
    """Refuse check-ins long before a session."""
    if not is_open(starts, now):
        raise EventSessionNotYet()


def kept_moment(claimed: datetime | None, received: datetime, starts: datetime) -> datetime:
    """Return the moment of scanning as the device says it, if that can be true; otherwise when it arrived."""
    if claimed is None or claimed > received or claimed < received - LATE_SENDING or claimed < starts - EARLY:
        return received
    return claimed


def listed_moment(starts: datetime, ends: datetime, now: datetime) -> datetime:
    """Return the moment that stands for somebody who was ticked on a list: now, but within the session."""
    return max(starts, min(now, ends))


def may_undo(at: datetime, undone_at: datetime) -> bool:
    """Tell whether a check-in can be taken back without a reason: a slip is noticed at once."""
    return undone_at - at <= UNDO


def require_reason(reason: str) -> None:
    """Refuse a correction without a reason: the list is shown to those who paid for the event."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
