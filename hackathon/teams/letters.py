"""Write to people about a team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hackathon import outbox
from hackathon.accounts.models import User
from hackathon.outbox.letters import Recipient
from hackathon.teams.models import Team


def tell(
    letter: str, people: Iterable[User | Recipient], team: Team, *, now: datetime, key: str = "", **values: Any
) -> None:
    """Queue a letter about the team to each of these people."""
    link = outbox.public_url("teams.show_team", edition=team.edition.key, team_id=team.id)
    key = f"{letter}:{team.id}:{key or now.isoformat()}"
    shown = {"team": team, "of": team.edition, "url": link, **values}
    outbox.queue_many(letter, list(people), key=key, now=now, edition_id=team.edition_id, **shown)
