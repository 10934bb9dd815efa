"""Write to people about a team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from hackathon import outbox
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.outbox.letters import Recipient
from hackathon.outbox.models import OutgoingEmail
from hackathon.teams.models import Team
from hackathon.teams.models_joining import JoinRequest


def key_of(request: JoinRequest) -> str:
    """Name a request for its letters: a row that was deleted leaves its number to another one."""
    return f"{request.id}:{request.asked_at.isoformat()}"


def forget_words(request: JoinRequest) -> None:
    """Delete the letter with the words of somebody who is erased: they may hold a telephone number."""
    sent = f"team_request:{request.team_id}:{key_of(request)}:"
    letters = delete(OutgoingEmail).where(OutgoingEmail.unique_key.startswith(sent, autoescape=True))
    db.session.execute(letters.execution_options(synchronize_session=False))


def tell(
    letter: str, people: Iterable[User | Recipient], team: Team, *, now: datetime, key: str = "", **values: Any
) -> None:
    """Queue a letter about the team to each of these people."""
    link = outbox.public_url("teams.show_team", edition=team.edition.key, team_id=team.id)
    key = f"{letter}:{team.id}:{key or now.isoformat()}"
    shown = {"team": team, "of": team.edition, "url": link, **values}
    outbox.queue_many(letter, list(people), key=key, now=now, edition_id=team.edition_id, **shown)
