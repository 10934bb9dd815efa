"""Say what a judge may do with a project at a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from hackathon.errors import (
    ConflictOfInterest,
    NotFound,
    PracticeFirst,
    ProjectOutOfTheRunning,
    SameFaculty,
    ScorecardIncomplete,
    TeamDidNotAppear,
    WindowClosed,
    WindowNotYetOpen,
)
from hackathon.rules import scoring
from hackathon.rules.schedule import Schedule, Window, window_bounds


@dataclass(frozen=True)
class Place:
    """Hold what decides whether a judge may score a project that was once given to them."""

    is_assigned: bool
    stepped_back: bool
    belongs_to_team: bool
    in_the_running: bool
    same_faculty: bool = False
    appeared: bool = True


def require_place(place: Place | None) -> None:
    """Refuse a project that was never given, was taken away, is out of the running, or is in conflict."""
    if place is not None and not place.appeared and not place.stepped_back:
        raise TeamDidNotAppear()
    if place is None or not (place.is_assigned or place.stepped_back):
        raise NotFound()
    if place.stepped_back or place.belongs_to_team:
        raise ConflictOfInterest()
    if place.same_faculty:
        raise SameFaculty()
    if not place.in_the_running:
        raise ProjectOutOfTheRunning()


def require_readable(schedule: Schedule, now: datetime) -> None:
    """Refuse to show projects to judges before submissions have closed; there is no end to reading."""
    opens, _ = window_bounds(schedule, Window.READING)
    if now < opens:
        raise WindowNotYetOpen(window=Window.READING.value, moment=opens)


def require_judging_ahead(schedule: Schedule, now: datetime) -> None:
    """Refuse to change who judges what once judging is over."""
    _, closes = window_bounds(schedule, Window.JUDGING)
    if now >= closes:
        raise WindowClosed(window=Window.JUDGING.value, moment=closes)


def require_judging_not_begun(schedule: Schedule, now: datetime) -> None:
    """Refuse to change the rules of judging once it has opened."""
    opens, _ = window_bounds(schedule, Window.JUDGING)
    if now >= opens:
        raise WindowClosed(window=Window.JUDGING.value, moment=opens)


def require_practised(is_due: bool) -> None:
    """Refuse a judge's first real card while a practice card is asked of them and not finished."""
    if is_due:
        raise PracticeFirst()


def require_marks_in_scale(marks: Mapping[int, object], scale: tuple[int, int]) -> None:
    """Refuse every mark that is not a whole number of the scale."""
    for value in marks.values():
        scoring.require_mark_in_scale(value, *scale)


def require_all_marked(marked: Collection[int], criteria: Collection[int]) -> None:
    """Refuse to finish a scorecard while criteria have no mark, naming them."""
    missing = tuple(criterion for criterion in criteria if criterion not in marked)
    if missing or not criteria:
        raise ScorecardIncomplete(missing=missing)
