"""What later features add when a team begins, inside the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hackathon.rules.permissions import Actor
from hackathon.teams.models import Team

# Called as step(actor, team, now); projects adds the empty project.
founded: list[Callable[[Actor, Team, datetime], None]] = []
