"""Names for what became of a check-in, and tables of attendance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.accounts.naming import Naming
from hackathon.attendance.models import EventSession
from hackathon.attendance.queries import Listed
from hackathon.editions.words import category_name, university_name
from hackathon.rules.attendance import How, Kind, Outcome
from hackathon.web.countries import country_name
from hackathon.web.wording import clock_time, plain, zone_name

STATES = {
    "registered": _l("Registered or applied"),
    "confirmed": _l("Confirmed"),
    "attended": _l("Attended"),
    "attended_required": _l("Attended every required session"),
    "submitted": _l("Submitted"),
    "finished": _l("Finished"),
}
HOWS = {
    How.CAMERA.value: _l("badge scanned"),
    How.CODE.value: _l("code typed"),
    How.NAME.value: _l("chosen by name"),
    How.LIST.value: _l("ticked on the list"),
    How.CORRECTION.value: _l("corrected"),
}
KINDS = {Kind.IN.value: _l("Checked in"), Kind.OUT.value: _l("Taken back")}


def said(outcome: Outcome, at: Any) -> str:
    """Say in a word what became of a check-in."""
    if outcome is Outcome.ALREADY:
        return _("Already checked in %(time)s", time=clock_time(at))
    if outcome is Outcome.UNDONE:
        return _("Taken back")
    if outcome is Outcome.STAYS:
        return _("Stays: checked in elsewhere at %(time)s", time=clock_time(at))
    return _("Checked in %(time)s", time=clock_time(at))


def table(
    sessions: Sequence[EventSession], people: Sequence[Listed], times: dict[tuple[int, int], Any], called: Naming
) -> tuple[list[str], list[list[Any]]]:
    """Return head and rows of who came to what, with the time of coming. No gender, no birth date."""
    head = [_("No."), _("Family name"), _("Given name"), _("Patronymic"), _("Name in Latin letters"),
            _("University"), _("Country"), _("Category"), _("Team"), _("Sessions attended")]  # fmt: skip
    rows = []
    for number, each in enumerate(people, 1):
        came = [times.get((each.user.id, event.id)) for event in sessions]
        cells = [clock_time(at) if at else "" for at in came]
        rows.append([number, *_person(each, called), sum(at is not None for at in came), *cells])
    return [*head, *(f"{plain(event.title)} ({_day(event)})" for event in sessions)], rows


def _day(event: EventSession) -> str:
    return event.starts_at.astimezone(ZoneInfo(zone_name())).date().isoformat()


def _person(each: Listed, called: Naming) -> list[Any]:
    user = each.user
    country = country_name(user.university.country) if user.university else ""
    names = [user.family_name, user.given_name, user.patronymic, user.latin_name]
    return [*names, university_name(user, called), country, category_name(user), each.team]
