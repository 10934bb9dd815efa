"""Browsers in which the owner of an account was before."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from hackathon.accounts import tokens
from hackathon.accounts.models import User
from hackathon.accounts.models_safety import KnownDevice
from hackathon.db import db

KEPT = timedelta(days=400)
MOST = 20


def is_known(email_key: str, token: str) -> bool:
    """Say whether the owner of an address has signed in with this browser."""
    query = select(KnownDevice.id).join(User, User.id == KnownDevice.user_id)
    found = query.where(User.email_key == email_key, KnownDevice.token_hash == tokens.digest(token))
    return db.session.scalar(found) is not None


def note(user: User, token: str, *, now: datetime) -> bool:
    """Remember a browser; return whether it is a new one of somebody who has others."""
    row = db.session.scalar(select(KnownDevice).filter_by(user_id=user.id, token_hash=tokens.digest(token)))
    if row is not None:
        row.last_seen_at = now
        return False
    others = db.session.scalar(select(func.count(KnownDevice.id)).where(KnownDevice.user_id == user.id)) or 0
    moments = {"first_seen_at": now, "last_seen_at": now}
    db.session.add(KnownDevice(user_id=user.id, token_hash=tokens.digest(token), **moments))
    _forget_the_oldest(user, now)
    return others > 0


def _forget_the_oldest(user: User, now: datetime) -> None:
    db.session.flush()
    newest = select(KnownDevice.id).where(KnownDevice.user_id == user.id, KnownDevice.last_seen_at > now - KEPT)
    kept = list(db.session.scalars(newest.order_by(KnownDevice.last_seen_at.desc(), KnownDevice.id.desc()).limit(MOST)))
    db.session.execute(delete(KnownDevice).where(KnownDevice.user_id == user.id, KnownDevice.id.not_in(kept)))


def forget(user: User) -> None:
    """Let no browser count as known: a stranger may have sat at one of them."""
    db.session.execute(delete(KnownDevice).where(KnownDevice.user_id == user.id))
