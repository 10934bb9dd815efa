"""There is always somebody who can let others in."""

from __future__ import annotations

from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.errors import LastAdministrator


def require_another(user: User) -> None:
    """Raise `LastAdministrator` if this is the only one; all of them are held, so that two cannot leave at once."""
    if not user.is_administrator or user.deactivated_at is not None:
        return
    active = select(User.id).where(User.is_administrator, User.deactivated_at.is_(None)).order_by(User.id)
    if set(db.session.scalars(active.with_for_update())) <= {user.id}:
        raise LastAdministrator()
