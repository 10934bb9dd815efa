"""Every page tells an applicant where they stand, and whoever was offered a place until when it is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g, url_for

from hackathon.registrations import queries
from hackathon.rules import registrations as rules
from hackathon.rules.registrations import State
from hackathon.web import actor, wording


@dataclass(frozen=True)
class PlaceBanner:
    """What an applicant is told: `kind` is offered, waitlisted, applied or guardian."""

    kind: str
    title: str
    moment: str
    url: str


def place_banner(now: datetime) -> PlaceBanner | None:
    """Return the banner of an offer, wherever it is, or of the application in the edition of this page."""
    who = actor.current()
    if not who.applied_in:
        return None
    here = g.edition.id if g.get("edition") else None
    rows = [row for row in queries.waiting_everywhere(who) if not _is_over(row, now)]
    wanted = [row for row in rows if row[0].state == State.OFFERED or row[1].id == here]
    first = min(wanted, key=lambda row: (row[1].id != here, row[0].state != State.OFFERED), default=None)
    if first is None:
        return None
    row, edition = first
    moment = wording.moment_text(row.offer_ends_at, edition.time_zone) if row.offer_ends_at else ""
    url = url_for("registrations.my_registration", edition=edition.key)
    return PlaceBanner(str(row.state), wording.plain(edition.title), moment, url)


def _is_over(row: tuple, now: datetime) -> bool:
    registration, edition = row
    late = rules.has_lapsed(State(registration.state), registration.offer_ends_at, now)
    return late or now >= edition.submissions_close
