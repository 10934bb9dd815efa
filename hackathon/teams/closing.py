"""End a team: its people are free, its name is free, and nothing stays open between it and others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hackathon import outbox
from hackathon.db import db
from hackathon.rules.permissions import Actor
from hackathon.teams import openings, queries
from hackathon.teams.letters import tell
from hackathon.teams.models import Team


def close(actor: Actor, team: Team, now: datetime) -> dict[str, Any]:
    """Close a team that is held; its other members are told by letter. Return what the history keeps of it."""
    leaving = queries.members_of(team)
    others = [each.user for each in leaving if each.user_id != actor.user_id]
    tell("team_closed", others, team, now=now, url=outbox.public_url("teams.my_team", edition=team.edition.key))
    openings.close_of_team(team, now)
    for each in leaving:
        db.session.delete(each)
    team.closed_at = now
    details = {"name": team.name, "members": [each.user_id for each in leaving]}
    team.name_key = f"closed-{team.id}"
    team.invite_version += 1
    return details
