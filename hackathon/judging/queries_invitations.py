"""What is read of invitations to the jury."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon.accounts import tokens
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import EditionRole, Role, RoleInvitation
from hackathon.errors import InviteInvalid


def usable_invitation(token: str, *, now: datetime) -> RoleInvitation:
    """Return the invitation behind a link, or refuse one that is unknown, revoked or too old."""
    query = select(RoleInvitation).filter_by(token_hash=tokens.digest(token), role=Role.JUDGE)
    found = db.session.scalar(query)
    if found is None or found.revoked_at is not None:
        raise InviteInvalid()
    if found.accepted_at is None and found.expires_at <= now:
        raise InviteInvalid()
    return found


def invitations() -> list[RoleInvitation]:
    """Return the invitations to the jury that were neither accepted nor revoked, newest first."""
    query = select(RoleInvitation).where(
        RoleInvitation.role == Role.JUDGE, RoleInvitation.accepted_at.is_(None), RoleInvitation.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(RoleInvitation.id.desc())))


def judges_among(keys: list[str]) -> set[str]:
    """Return which of these addresses belong to judges of the edition."""
    query = select(User.email_key).join(EditionRole, EditionRole.user_id == User.id)
    return set(db.session.scalars(query.where(EditionRole.role == Role.JUDGE, User.email_key.in_(keys))))
