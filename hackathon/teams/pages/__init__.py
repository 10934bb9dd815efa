"""Pages of teams: for everybody, for members, for organizers."""

from __future__ import annotations

from flask import Blueprint

from hackathon.teams import hooks

pages = Blueprint("teams", __name__)

from hackathon.teams.pages import (  # noqa: E402, F401 - they add their pages
    answers,
    asking,
    inviting,
    join,
    mentors,
    organizing,
    own,
    pool,
    public,
    suggesting,
)

hooks.connect()
