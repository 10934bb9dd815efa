"""Pages of attendance: sessions, check-in, lists on paper, and everybody's own code."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from hackathon.attendance import hooks
from hackathon.attendance.words import HOWS, KINDS
from hackathon.rules.badge_codes import shown

pages = Blueprint("attendance", __name__)
hooks.connect()


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"attendance_hows": HOWS, "attendance_kinds": KINDS, "shown_code": shown}


from hackathon.attendance.pages import checking, lists, own, papers, sessions, typed  # noqa: E402, F401 - add pages
