"""Hits for somebody who looks for their university while they type."""

from __future__ import annotations

from flask import render_template, request

from hackathon.accounts import offering
from hackathon.accounts.pages.blueprint import pages
from hackathon.web import access


@pages.get("/accounts/universities")
@access.public
def find_university() -> str:
    """Show what fits a name and a country; the one that was chosen before stays."""
    text, country = request.args.get("university_other", "")[:200], request.args.get("university_country", "")[:2]
    chosen = request.args.get("university", "")
    chosen_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
    return render_template("accounts/_university_hits.html", offer=offering.offer(text, country, chosen_id))
