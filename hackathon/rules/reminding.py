"""Say when judges with open projects are reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

QUIET = timedelta(hours=20)  # between two reminders that organizers send to the same judge
AHEAD = (timedelta(hours=12), timedelta(hours=48))  # before judging closes, the nearest first


def due(opens: datetime, closes: datetime, now: datetime) -> timedelta | None:
    """Return which of the automatic reminders is due: only the nearest, and none from before judging opened."""
    if now >= closes:
        return None
    return next((ahead for ahead in AHEAD if opens <= closes - ahead <= now), None)
