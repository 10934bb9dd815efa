"""The blueprint that the pages of accounts share, and where they go on to."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from hackathon.web.next_url import same_site_path

pages = Blueprint("accounts", __name__)


def wanted_next() -> str | None:
    """Return the page to go on to, from the form or the address, if it is one of this site."""
    return same_site_path(request.form.get("next") or request.args.get("next"))


def go_on(path: str | None) -> Response:
    """Go on to the page that was wanted, or to the home page."""
    return redirect(path or url_for("editions.home"), 303)
