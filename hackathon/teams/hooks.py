"""What later features add when a team begins, in the same transaction; and what teams tell earlier features."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hackathon.accounts import hooks as accounts
from hackathon.editions import hooks as editions
from hackathon.registrations import hooks as registrations
from hackathon.rules.permissions import Actor
from hackathon.teams import departing, queries, succession
from hackathon.teams.models import Team

# Called as step(actor, team, now); projects adds the empty project.
founded: list[Callable[[Actor, Team, datetime], None]] = []


def connect() -> None:
    """Add the teams' answers to the questions of editions and registration."""
    if queries.takes_part not in editions.participations:
        editions.participations.append(queries.takes_part)
    if departing.step_out not in registrations.departures:
        registrations.departures.append(departing.step_out)
    registrations.teams.has_team = departing.has_team
    registrations.teams.names = departing.team_names
    if succession.account_closed not in accounts.departures:
        accounts.departures.append(succession.account_closed)
