"""One decision at a time about what a person may be in an edition."""

from __future__ import annotations

from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.db import db


def take_turn(user_id: int | None) -> None:
    """Wait until nobody else gives this person a role or a seat: each of them asks what the other one has stored."""
    held = select(User.id).where(User.id == user_id).with_for_update(key_share=True)
    db.session.execute(held)
