"""Open and revoke sign-ins; the browser holds a token, the table its digest."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from hackathon.accounts import tokens
from hackathon.accounts.models import User, UserSession
from hackathon.db import beside, db, transactional

SESSIONS = UserSession.__table__
NOTED_EVERY = timedelta(hours=1)
LASTS = timedelta(days=14)
LASTS_FOR_ADMINISTRATORS = timedelta(hours=12)


@transactional
def open_session_for(user: User, *, now: datetime, user_agent: str = "") -> str:
    """Open a sign-in and return the token for the browser's cookie."""
    token = tokens.new_token()
    lasts = LASTS_FOR_ADMINISTRATORS if user.is_administrator else LASTS
    db.session.add(
        UserSession(
            user_id=user.id,
            token_hash=tokens.digest(token),
            created_at=now,
            expires_at=now + lasts,
            user_agent="".join(letter for letter in user_agent if letter.isprintable())[:200],
            last_seen_at=now,
            verified_at=now,
        )
    )
    return token


def revoke(user_id: int, *, now: datetime, only: int | None = None, but: int | None = None) -> int:
    """End the sign-ins of a person: all, only one, or all but one; return how many were open."""
    query = update(UserSession).where(
        UserSession.user_id == user_id, UserSession.revoked_at.is_(None), UserSession.expires_at > now
    )
    if only is not None:
        query = query.where(UserSession.id == only)
    if but is not None:
        query = query.where(UserSession.id != but)
    return db.session.execute(query.values(revoked_at=now)).rowcount


def note_seen(session_id: int, *, now: datetime) -> None:
    """Note that a sign-in is in use, in a short transaction of its own."""
    with beside() as connection:
        connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(last_seen_at=now))
