"""What later features add when a team begins, inside the same transaction; and what teams tell editions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hackathon.editions import hooks as editions
from hackathon.rules.permissions import Actor
from hackathon.teams import queries
from hackathon.teams.models import Team

# Called as step(actor, team, now); projects adds the empty project.
founded: list[Callable[[Actor, Team, datetime], None]] = []


def connect() -> None:
    """Add the teams' answers to the questions of editions."""
    if queries.takes_part not in editions.participations:
        editions.participations.append(queries.takes_part)
