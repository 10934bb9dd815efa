"""The blueprint that the pages of judging share, and the words that they show."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal
from flask import Blueprint, g
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.judging import queries_blind
from hackathon.judging.sheets import Seat
from hackathon.rules.conflicts import Conflict
from hackathon.web import actor
from hackathon.web.wording import plain

pages = Blueprint("judging", __name__)


def own_seat(address: int) -> Seat:
    """Return the place of whoever is signed in before a project; no field of the request names the judge.

    Where judging is blind, a judge's addresses hold the project's number and not its id.
    """
    return Seat(g.edition.id, queries_blind.project_behind(g.edition, address), actor.current().user_id)


def weight_text(weight: int, total: int) -> str:
    """Return "25 %", with one decimal where it is needed."""
    share = Fraction(100 * weight, max(1, total))
    exact = str(share.numerator) if share.denominator == 1 else f"{float(share):.1f}"
    return _("%(number)s %%", number=exact)


def decimal(value: float | Fraction) -> str:
    """Write a number with one decimal, as the reader's language does."""
    return format_decimal(round(float(value), 1) + 0.0, format="0.0", locale=get_locale())


def anchors(criterion: Any) -> dict[int, str]:
    """Return what each mark means in the reader's language, for the marks that have a text."""
    texts = {level: plain(criterion.anchor(level)) for level in g.edition.round.levels}
    return {level: text for level, text in texts.items() if text}


CONFLICTS = {
    Conflict.MEMBER: _l("Member of the team"),
    Conflict.MENTOR: _l("Mentor of the team"),
    Conflict.DECLARED: _l("Declared a conflict"),
    Conflict.SAME_FACULTY: _l("Same faculty"),
    Conflict.LANGUAGE: _l("Does not read its language"),
    Conflict.TRACK: _l("Does not judge its track"),
    Conflict.SAME_UNIVERSITY: _l("Same university"),
}


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"weight_text": weight_text, "anchors": anchors, "conflict_name": CONFLICTS.get}
