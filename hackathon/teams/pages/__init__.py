"""Pages of teams: for everybody, for members, for organizers."""

from __future__ import annotations

from flask import Blueprint

from hackathon.teams import hooks

pages = Blueprint("teams", __name__)

from hackathon.teams.pages import answers, join, organizing, own, public  # noqa: E402, F401 - they add their pages

hooks.connect()
