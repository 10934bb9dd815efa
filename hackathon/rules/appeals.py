"""Say how long a team can appeal against published results, and when they are final. The closing tick is late."""

from __future__ import annotations

from datetime import datetime, timedelta

from hackathon.errors import AppealsClosed, NotPublished

LONGEST_HOURS = 720


def closes_at(published: datetime, hours: int) -> datetime:
    """Return the first moment at which it is too late."""
    return published + timedelta(hours=hours)


def is_open(until: datetime | None, now: datetime) -> bool:
    """Tell whether a team can appeal; publications from before there were appeals have no end of the window."""
    return until is not None and now < until


def require_open(until: datetime | None, now: datetime) -> None:
    """Refuse an appeal against results that know none, or that comes too late."""
    if until is None:
        raise NotPublished()
    if not is_open(until, now):
        raise AppealsClosed(moment=until)


def is_preliminary(until: datetime | None, now: datetime, unanswered: int) -> bool:
    """Tell whether results may still change: the window is open, or an appeal waits for its answer."""
    return is_open(until, now) or unanswered > 0
