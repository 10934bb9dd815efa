"""Pages of results: the public leaderboard with its downloads, and the organizers' preview."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("results", __name__)

from hackathon.results.pages import appeals, comments, organize, own, proposals, public, settings, votes  # noqa: E402, F401
