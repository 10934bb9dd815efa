"""One-time links that go out by mail: stored as digests, each voids the older ones for the same purpose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from hackathon.accounts import sessions, tokens
from hackathon.accounts.models import AccountToken, TokenPurpose, User
from hackathon.db import db, locked
from hackathon.errors import LinkExpired

LASTS = {
    TokenPurpose.CONFIRM_EMAIL: timedelta(days=3),
    TokenPurpose.RESET_PASSWORD: timedelta(minutes=30),
    TokenPurpose.SECOND_STEP: timedelta(minutes=10),
    TokenPurpose.ALARM: timedelta(days=14),
    TokenPurpose.INVITED: timedelta(days=30),
}
# An alarm stays: whoever sets a new password with a stolen one must not silence the letter about themselves.
OF_PASSWORD = (
    TokenPurpose.CONFIRM_EMAIL, TokenPurpose.RESET_PASSWORD, TokenPurpose.SECOND_STEP, TokenPurpose.INVITED,
)  # fmt: skip
ONE_AT_A_TIME = (TokenPurpose.CONFIRM_EMAIL, TokenPurpose.RESET_PASSWORD)


def issue(user: User, purpose: TokenPurpose, *, now: datetime) -> str:
    """Return a new token; a newer letter of these kinds voids the older ones."""
    if purpose in ONE_AT_A_TIME:
        void(user.id, purpose, now=now)
    token = tokens.new_token()
    row = {"user_id": user.id, "purpose": purpose, "token_hash": tokens.digest(token)}
    db.session.add(AccountToken(**row, created_at=now, expires_at=now + LASTS[purpose]))
    return token


def issue_many(users: Collection[User], purpose: TokenPurpose, *, now: datetime) -> dict[int, str]:
    """Return a new token for each of these people; older letters still lead to where they led."""
    found = {each.id: tokens.new_token() for each in users}
    shared = {"purpose": purpose, "created_at": now, "expires_at": now + LASTS[purpose]}
    db.session.add_all(AccountToken(user_id=number, token_hash=tokens.digest(token), **shared)
                       for number, token in found.items())
    return found


def void(user_id: int, *purposes: TokenPurpose, now: datetime) -> None:
    """Make a person's unused links useless."""
    void_many([user_id], *purposes, now=now)


def void_many(user_ids: Collection[int], *purposes: TokenPurpose, now: datetime) -> None:
    """Make the unused links of these people useless."""
    query = update(AccountToken).where(
        AccountToken.user_id.in_(user_ids), AccountToken.purpose.in_(purposes), AccountToken.used_at.is_(None)
    )
    db.session.execute(query.values(used_at=now))


def use(token: str, purpose: TokenPurpose, *, now: datetime) -> User:
    """Use a link up and return its account, held until the action ends; raise `LinkExpired` for a useless one."""
    found = db.session.scalar(select(AccountToken).where(AccountToken.token_hash == tokens.digest(token)))
    user = locked(User, id=found.user_id) if found is not None else None
    # Held first, read again after: of two that press the button at once, one finds the link used.
    row = locked(AccountToken, id=found.id) if user is not None and found is not None else None
    if row is None or row.purpose != purpose or row.used_at is not None or row.expires_at <= now:
        raise LinkExpired()
    if user is None or user.deactivated_at is not None:
        raise LinkExpired()
    row.used_at = now
    return user


def shut(user: User, *, now: datetime) -> None:
    """Let nobody into an account any more: its sign-ins and links end."""
    user.deactivated_at = now
    sessions.revoke(user.id, now=now)
    void(user.id, *TokenPurpose, now=now)
