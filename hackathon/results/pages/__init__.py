"""Pages of results: the public leaderboard with its downloads, and the organizers' preview."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("results", __name__)

from hackathon.results.pages import organize, own, public  # noqa: E402, F401
