"""Which second factors somebody has; recovery codes are made, checked and taken away here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from hackathon.accounts import authenticator, tokens
from hackathon.accounts.models import User, UserSession
from hackathon.accounts.models_safety import Authenticator, Passkey, RecoveryCode
from hackathon.db import db, locked
from hackathon.rules import codes


@dataclass(frozen=True)
class Held:
    """What somebody can show besides a password."""

    app: bool = False
    passkeys: int = 0
    recovery_codes: int = 0

    @property
    def any(self) -> bool:
        """Say whether there is a second factor; recovery codes alone are none."""
        return self.app or self.passkeys > 0


def held_by(user_id: int) -> Held:
    """Return the second factors of an account."""
    apps = select(func.count(Authenticator.id)).where(Authenticator.user_id == user_id)
    passkeys = select(func.count(Passkey.id)).where(Passkey.user_id == user_id)
    unused = select(func.count(RecoveryCode.id)).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    app, count, left = db.session.execute(
        select(apps.scalar_subquery(), passkeys.scalar_subquery(), unused.scalar_subquery())
    ).one()
    return Held(bool(app), count, left)


def takes(user: User, typed: str, keys: Sequence[str], *, now: datetime) -> str | None:
    """Check a code and use it up; return what it was, "app" or "recovery", or None. The account is held."""
    code = codes.normal(typed)
    if codes.is_of_app(code):
        row = locked(Authenticator, user_id=user.id)
        return "app" if row is not None and authenticator.takes(row, code, keys, now=now) else None
    paper = locked(RecoveryCode, user_id=user.id, code_hash=tokens.digest(code))
    if paper is None or paper.used_at is not None:
        return None
    paper.used_at = now
    return "recovery"


def new_recovery_codes(user: User, *, now: datetime) -> list[str]:
    """Replace the recovery codes; they are shown this one time."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    made = [codes.recovery_code(secrets.choice) for _ in range(codes.RECOVERY_CODES)]
    for code in made:
        db.session.add(RecoveryCode(user_id=user.id, code_hash=tokens.digest(codes.normal(code)), created_at=now))
    return made


def take_away(user: User) -> None:
    """Remove every second factor of an account."""
    for model in (Authenticator, Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.user_id == user.id))
    mark_sessions(user, False)


def tidy(user: User) -> None:
    """After the last second factor its recovery codes go, and no sign-in counts as one with two."""
    db.session.flush()
    if not held_by(user.id).any:
        take_away(user)


def mark_sessions(user: User, proven: bool, *, only: int | None = None) -> None:
    """Note of open sign-ins whether two factors were shown."""
    query = update(UserSession).where(UserSession.user_id == user.id, UserSession.revoked_at.is_(None))
    if only is not None:
        query = query.where(UserSession.id == only)
    db.session.execute(query.values(second_factor=proven))
