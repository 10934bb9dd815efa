"""What is read of people, sessions and universities."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts import tokens
from hackathon.accounts.models import User, UserSession
from hackathon.db import db
from hackathon.text import email_key


def open_session(token: str, *, now: datetime) -> UserSession | None:
    """Return the session that a browser's token opens, with its user, unless it is revoked, expired or shut."""
    query = (
        select(UserSession)
        .join(UserSession.user)
        .options(joinedload(UserSession.user))
        .where(
            UserSession.token_hash == tokens.digest(token),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now,
            User.deactivated_at.is_(None),
        )
    )
    return db.session.scalar(query)


def user_by_email(address: str) -> User | None:
    """Return the account of an e-mail address, however it is written."""
    return db.session.scalar(select(User).where(User.email_key == email_key(address)))


def user_by_id(user_id: int) -> User | None:
    """Return an account."""
    return db.session.get(User, user_id)
