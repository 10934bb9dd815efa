"""Pages of results: the public leaderboard with its downloads, and the organizers' preview."""

from __future__ import annotations

from flask import Blueprint

from hackathon.results import hooks

pages = Blueprint("results", __name__)
hooks.connect()

from hackathon.results.pages import (  # noqa: E402, F401 - they add their pages
    appeals,
    awards,
    carried,
    comments,
    nominations,
    organize,
    own,
    proposals,
    public,
    rounds,
    settings,
    votes,
)
