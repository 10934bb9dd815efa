"""Editions side by side for the home page, and one edition's dates as a timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hackathon.editions.models import Edition
from hackathon.rules.schedule import MOMENTS, Schedule, Stage, next_moment, stage_at

IN_ORDER = (
    "registration_opens", "registration_closes", "submissions_open", "submissions_close", "judging_opens",
    "judging_closes",
)


@dataclass(frozen=True)
class EditionCard:
    """One edition, the stage it is in, and what happens next."""

    edition: Edition
    stage: Stage
    next_label: str
    next_at: datetime | None


@dataclass(frozen=True)
class Country:
    """A country of the series: its newest edition, if it has one, and the others."""

    code: str
    current: EditionCard | None
    others: tuple[EditionCard, ...]


@dataclass(frozen=True)
class TimelineEntry:
    """A date of the schedule: over, next, or later."""

    label: str
    at: datetime
    state: str


def card(edition: Edition, now: datetime) -> EditionCard:
    """Return what the home page shows of an edition."""
    upcoming = next_moment(edition.schedule, now)
    label, at = (MOMENTS[upcoming[0]], upcoming[1]) if upcoming else ("", None)
    return EditionCard(edition, stage_at(edition.schedule, now), label, at)


def by_country(codes: Iterable[str], editions: Iterable[Edition], now: datetime) -> list[Country]:
    """Return every country in the given order, also those without an edition yet."""
    cards = [card(edition, now) for edition in editions]
    found = {code: tuple(each for each in cards if each.edition.country == code) for code in codes}
    return [Country(code, own[0] if own else None, own[1:]) for code, own in found.items()]


def timeline(schedule: Schedule, now: datetime) -> list[TimelineEntry]:
    """Return the dates in their order; the first that lies ahead is the next one."""
    moments = sorted((getattr(schedule, name), IN_ORDER.index(name)) for name in IN_ORDER)
    ahead = next((number for number, (at, _) in enumerate(moments) if at > now), len(moments))
    states = ("is-done", "is-now", "")
    return [
        TimelineEntry(MOMENTS[IN_ORDER[place]], at, states[(number >= ahead) + (number > ahead)])
        for number, (at, place) in enumerate(moments)
    ]
