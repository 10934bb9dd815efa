"""Pages of registration: the form, one's own place, and the organizers' side of both."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from hackathon.files import file_types
from hackathon.questions.words import ASKED, answer_text
from hackathon.questions.words import KINDS as ANSWER_KINDS
from hackathon.registrations import waitlist
from hackathon.registrations.words import KINDS, STATES, WHY

pages = Blueprint("registrations", __name__)


@pages.app_context_processor
def _words() -> dict[str, Any]:
    states = {"registration_states": STATES, "registration_kinds": KINDS, "fate_words": WHY}
    return {**states, "answer_kinds": ANSWER_KINDS, "asked_names": ASKED, "answer_text": answer_text,
            "answer_types": file_types.ALLOWED}  # fmt: skip


from hackathon.registrations.pages import (  # noqa: E402, F401 - they add their pages
    building,
    deciding,
    files,
    guardians,
    listing,
    own,
)

waitlist.connect()
