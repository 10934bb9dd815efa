"""Give and take what people are in an edition: organizer or judge. Actions and the jury's invitations share this."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from hackathon.accounts import turns
from hackathon.db import connection, db, refusing
from hackathon.editions import hooks
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.errors import Refusal, StepNotAllowed

# Built once: each card that is dealt asks it.
_TURN = select(Edition.id).where(Edition.id == bindparam("edition")).with_for_update(key_share=True)


def take_turn(edition: Edition) -> None:
    """Wait until nobody else changes the jury of this edition or deals to it; scoring goes on meanwhile."""
    connection().execute(_TURN, {"edition": edition.id})


def give(edition_id: int, user_id: int, role: Role, now: datetime, *, taking_part: Refusal) -> None:
    """Give a role in the edition entered, unless the person takes part in a team; having it already changes nothing."""
    turns.take_turn(user_id)
    held = select(EditionRole.id).filter_by(edition_id=edition_id, user_id=user_id, role=role)
    if db.session.scalar(held) is not None:
        return
    if hooks.takes_part(user_id):
        raise taking_part
    with refusing(uq_edition_role_edition_id_user_id_role=StepNotAllowed()):
        db.session.add(EditionRole(edition_id=edition_id, user_id=user_id, role=role, granted_at=now))


def take(user_id: int, role: Role) -> bool:
    """Take a role in the edition entered away; say whether the person had it. Who leaves the jury is not its chair."""
    if role == Role.JUDGE:
        take(user_id, Role.CHAIR)
    held = delete(EditionRole).where(EditionRole.user_id == user_id, EditionRole.role == role)
    return bool(db.session.execute(held).rowcount)
