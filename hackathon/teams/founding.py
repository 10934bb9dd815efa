"""What is done whenever a team begins, whoever founds it."""

from __future__ import annotations

from datetime import datetime

from hackathon.db import db, refusing
from hackathon.editions.models import Edition
from hackathon.errors import TeamNameTaken
from hackathon.rules.permissions import Actor
from hackathon.teams import hooks
from hackathon.teams.models import Part, Team
from hackathon.teams.rosters import name_keys, seat


def found(actor: Actor, edition: Edition, name: str, captain_id: int | None, *, now: datetime) -> Team:
    """Begin a team with its captain, and with what later features add to it."""
    team = Team(edition_id=edition.id, created_at=now, **name_keys(name))
    with refusing(uq_team_edition_id_name_key=TeamNameTaken(field="name")):
        db.session.add(team)
    seat(team, captain_id, Part.CAPTAIN, now)
    for step in hooks.founded:
        step(actor, team, now)
    return team
