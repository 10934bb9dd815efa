"""The local mailbox of a trial: what would have been sent, on a page that no other installation has."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template

from hackathon.errors import NotFound
from hackathon.outbox import queries
from hackathon.web import access, paging

pages = Blueprint("outbox", __name__)


@pages.app_context_processor
def mailbox_values() -> dict[str, Any]:
    """Let pages that promise a letter say where it is."""
    return {"local_mailbox": current_app.extensions["settings"].local_mailbox}


def require_trial() -> None:
    """Raise `NotFound` wherever letters are really sent."""
    if not current_app.extensions["settings"].local_mailbox:
        raise NotFound()


@pages.get("/mailbox/")
@access.public
def mailbox() -> str:
    """Show the newest letters, and older ones page by page."""
    require_trial()
    found = queries.newest(paging.wanted_page(), paging.SIZE)
    return render_template("outbox/mailbox.html", page=paging.shown(*found))


@pages.get("/mailbox/<int:letter_id>")
@access.public
def letter(letter_id: int) -> str:
    """Show one letter as text."""
    require_trial()
    found = queries.letter(letter_id)
    if found is None:
        raise NotFound()
    return render_template("outbox/letter.html", letter=found)
