"""What a person has to do before the account can be erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.errors import LastAdministrator


def last_administrator(user: User, now: datetime) -> None:
    """Refuse while nobody else could let others in; pages ask this, the action holds the rows and asks again."""
    others = exists().where(User.is_administrator, User.deactivated_at.is_(None), User.id != user.id)
    if user.is_administrator and not db.session.scalar(select(others)):
        raise LastAdministrator()
