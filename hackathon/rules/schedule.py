"""Say which stage an edition is in and what is open at a moment. The closing tick is already late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hackathon.errors import N_, ScheduleOutOfOrder, WindowClosed, WindowNotYetOpen


class Stage(StrEnum):
    HIDDEN = "hidden"
    ANNOUNCED = "announced"
    REGISTRATION = "registration"
    SUBMISSIONS = "submissions"
    JUDGING = "judging"
    RESULTS = "results"


class Window(StrEnum):
    REGISTRATION = "registration"
    SUBMISSIONS = "submissions"
    JUDGING = "judging"
    # Judges read what was submitted and declare conflicts before they may score.
    READING = "reading"


@dataclass(frozen=True)
class Schedule:
    """Hold the moments of one edition, all of them aware; without `announced_at` only organizers see it."""

    announced_at: datetime | None
    registration_opens: datetime
    registration_closes: datetime
    submissions_open: datetime
    submissions_close: datetime
    judging_opens: datetime
    judging_closes: datetime
    results_published_at: datetime | None


# Of moments that coincide the first one here is announced: what a team must not miss.
MOMENTS = {
    "registration_opens": N_("Registration opens"),
    "submissions_open": N_("Submissions open"),
    "submissions_close": N_("Submissions close"),
    "registration_closes": N_("Registration closes"),
    "judging_opens": N_("Judging opens"),
    "judging_closes": N_("Judging closes"),
}

BOUNDS = {
    Window.REGISTRATION: ("registration_opens", "registration_closes"),
    Window.SUBMISSIONS: ("submissions_open", "submissions_close"),
    Window.JUDGING: ("judging_opens", "judging_closes"),
    Window.READING: ("submissions_close", "judging_closes"),
}

# (earlier, later, may they coincide)
ORDER = (
    ("registration_opens", "registration_closes", False),
    ("registration_opens", "submissions_open", True),
    ("submissions_open", "submissions_close", False),
    ("registration_closes", "submissions_close", True),
    ("submissions_close", "judging_opens", True),
    ("judging_opens", "judging_closes", False),
)


def stage_at(schedule: Schedule, now: datetime) -> Stage:
    """Name the stage; judging lasts from the last submission until the results are published."""
    reached = (
        (Stage.RESULTS, schedule.results_published_at),
        (Stage.JUDGING, schedule.submissions_close),
        (Stage.SUBMISSIONS, schedule.submissions_open),
        (Stage.REGISTRATION, schedule.registration_opens),
        (Stage.ANNOUNCED, schedule.announced_at),
    )
    current = next((stage for stage, moment in reached if moment and moment <= now), Stage.HIDDEN)
    announced = schedule.announced_at is not None and schedule.announced_at <= now
    return current if announced or current is Stage.RESULTS else Stage.HIDDEN


def window_bounds(schedule: Schedule, window: Window) -> tuple[datetime, datetime]:
    """Give the first moment of a window and the first moment after it."""
    opens, closes = BOUNDS[window]
    return getattr(schedule, opens), getattr(schedule, closes)


def is_open(schedule: Schedule, window: Window, now: datetime, *, extension: datetime | None = None) -> bool:
    """Tell whether a window is open; an extension lets one team in for longer, never for shorter."""
    opens, closes = window_bounds(schedule, window)
    return opens <= now < max(closes, extension or closes)


def require_open(schedule: Schedule, window: Window, now: datetime, *, extension: datetime | None = None) -> None:
    """Refuse what comes before a window or after it, naming the moment that decided."""
    opens, closes = window_bounds(schedule, window)
    if now < opens:
        raise WindowNotYetOpen(window=window.value, moment=opens)
    if not is_open(schedule, window, now, extension=extension):
        raise WindowClosed(window=window.value, moment=max(closes, extension or closes))


def next_moment(schedule: Schedule, now: datetime) -> tuple[str, datetime] | None:
    """Say what happens next and when, or nothing once the results are out."""
    if stage_at(schedule, now) is Stage.RESULTS:
        return None
    ahead = ((name, getattr(schedule, name)) for name in MOMENTS)
    return min(((name, moment) for name, moment in ahead if moment > now), key=lambda pair: pair[1], default=None)


def require_ordered(schedule: Schedule) -> None:
    """Refuse dates that contradict each other, naming the first two that do."""
    for earlier, later, may_coincide in ORDER:
        first, second = getattr(schedule, earlier), getattr(schedule, later)
        if second < first or (second == first and not may_coincide):
            raise ScheduleOutOfOrder(earlier=MOMENTS[earlier], later=MOMENTS[later], earlier_field=earlier, field=later)
