"""Lay an edition's dates round a moment, so that the demo is in the same stages on any day."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hackathon.rules.schedule import Stage

MORNING, LAST_MINUTE = time(9), time(23, 59)
NAMES = (
    "announced_at", "registration_opens", "registration_closes", "submissions_open", "submissions_close",
    "judging_opens", "judging_closes",
)  # fmt: skip
# Days from today in the order of NAMES.
DAYS = {
    Stage.HIDDEN: (0, 12, 40, 30, 55, 56, 66),
    Stage.ANNOUNCED: (-4, 12, 40, 30, 55, 56, 66),
    Stage.REGISTRATION: (-14, -6, 18, 12, 33, 34, 44),
    Stage.SUBMISSIONS: (-35, -28, 3, -14, 9, 10, 20),
    Stage.JUDGING: (-60, -50, -25, -35, -5, -4, 6),
    Stage.RESULTS: (-75, -65, -40, -55, -24, -23, -10),
}
PUBLISHED_AFTER = timedelta(days=3, hours=15)


def moments(stage: Stage, now: datetime, zone: str) -> dict[str, datetime | None]:
    """Give the moments of an edition that is in a stage; openings are in the morning, closings before midnight."""
    today = now.astimezone(ZoneInfo(zone)).date()
    found: dict[str, datetime | None] = {}
    for name, days in zip(NAMES, DAYS[stage], strict=True):
        hour = LAST_MINUTE if name.endswith(("_closes", "_close")) else MORNING
        found[name] = datetime.combine(today + timedelta(days=days), hour, ZoneInfo(zone))
    return found | ({"announced_at": None} if stage is Stage.HIDDEN else {})


def between(start: datetime, end: datetime, rng: random.Random) -> datetime:
    """Pick a whole second between two moments."""
    return start + timedelta(seconds=rng.randrange(max(1, int((end - start).total_seconds()))))


def shortly_before(end: datetime, start: datetime, rng: random.Random) -> datetime:
    """Pick a moment as people hand things in: most of them on the last day or two."""
    moment = end - timedelta(seconds=60 + int(rng.expovariate(1 / 1.4) * 86400))
    return moment if moment > start else between(start, end, rng)
