"""Say how rounds of judging follow each other: who comes into the next one, and what is carried into its scores."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from hackathon.errors import (
    N_,
    NothingAdvances,
    ReasonNeeded,
    ScheduleOutOfOrder,
    ScoreMissingForRound,
    WindowIncomplete,
)
from hackathon.rules.scoring import Key, Scale

MOST = 9


@dataclass(frozen=True)
class Carried:
    """Hold the earlier scores, on the later round's scale, that make up `percent` of a project's score."""

    percent: int
    scores: Mapping[Key, Fraction]

    def added(self, project: Key, score: Fraction | float) -> Fraction | float:
        """Return a project's score with its carried part: exact if it was, an estimate if it was one."""
        share = Fraction(self.percent, 100)
        own, earlier = 1 - share, share * self.scores[project]
        return own * score + earlier if isinstance(score, Fraction) else float(own) * score + float(earlier)


def on_scale(score: Fraction, earlier: Scale, later: Scale) -> Fraction:
    """Translate a score from one scale to another: the lowest mark to the lowest, the highest to the highest."""
    position = (score - Fraction(earlier.minimum)) / Fraction(earlier.maximum - earlier.minimum)
    return Fraction(later.minimum) + position * Fraction(later.maximum - later.minimum)


def first(places: Iterable[tuple[Key, int | None]], number: int) -> frozenset[Key]:
    """Return the projects on the first so many places; who shares the last of them comes along."""
    return frozenset(project for project, place in places if place is not None and place <= number)


def require_choice(chosen: Collection[Key], by_place: Collection[Key], reason: str) -> None:
    """Refuse an empty list, and one that differs from the places without a reason."""
    if not chosen:
        raise NothingAdvances()
    if set(chosen) != set(by_place) and not reason:
        raise ReasonNeeded(field="reason")


def require_scores(chosen: Iterable[Key], scores: Mapping[Key, object], percent: int) -> None:
    """Refuse projects without a score where a share of it is carried along."""
    if percent and any(scores.get(project) is None for project in chosen):
        raise ScoreMissingForRound(percent=percent)


def require_window(
    previous_closes: datetime, window: tuple[datetime | None, datetime | None], judging_opens: datetime
) -> None:
    """Refuse a window for handing in anew that is half given, or not between the judging before and its own."""
    opens, closes = window
    if opens is None and closes is None:
        return
    if opens is None or closes is None:
        raise WindowIncomplete(field="submissions_close" if closes is None else "submissions_open")
    pairs = (
        (previous_closes, N_("Judging of the round before closes"), opens, N_("Submissions open"), "submissions_open"),
        (opens, N_("Submissions open"), closes, N_("Submissions close"), "submissions_close"),
        (closes, N_("Submissions close"), judging_opens, N_("Judging opens"), "submissions_close"),
    )
    for first, earlier, second, later, field in pairs:
        if second < first or second == opens == closes:
            raise ScheduleOutOfOrder(earlier=earlier, later=later, field=field)


def require_after(previous_closes: datetime, opens: datetime, closes: datetime) -> None:
    """Refuse a round that begins before the one before it has ended, or ends before it begins."""
    if opens < previous_closes:
        raise ScheduleOutOfOrder(
            earlier=N_("Judging of the round before closes"), later=N_("Judging opens"), field="judging_opens"
        )
    if closes <= opens:
        raise ScheduleOutOfOrder(earlier=N_("Judging opens"), later=N_("Judging closes"), field="judging_closes")
