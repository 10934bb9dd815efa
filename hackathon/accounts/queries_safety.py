"""What is read of second factors and of a change of address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hackathon.accounts import consents, factors, tokens
from hackathon.accounts.factors import Held
from hackathon.accounts.models import Consent, User
from hackathon.accounts.models_safety import Authenticator, EmailChange, Passkey
from hackathon.db import db
from hackathon.errors import NotFound


@dataclass(frozen=True)
class AddressLink:
    """A link about another address: which one it is, whose mailbox got it, and whether that one has said yes."""

    address: str
    is_new: bool
    agreed: bool


def held_by(user_id: int) -> Held:
    """Return which second factors an account has."""
    return factors.held_by(user_id)


def app_since(user_id: int) -> datetime | None:
    """Return since when an account has an app."""
    return db.session.scalar(select(Authenticator.created_at).where(Authenticator.user_id == user_id))


def passkeys_of(user_id: int) -> list[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    return list(db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)))


def passkey_of(user_id: int, passkey_id: int) -> Passkey:
    """Return one's own passkey."""
    row = db.session.scalar(select(Passkey).filter_by(id=passkey_id, user_id=user_id))
    if row is None:
        raise NotFound()
    return row


def waiting_address(user_id: int, *, now: datetime) -> EmailChange | None:
    """Return the change of address that waits for the mailboxes."""
    query = select(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.ended_at.is_(None), EmailChange.expires_at > now
    )
    return db.session.scalar(query.order_by(EmailChange.id.desc()).limit(1))


def address_link(token: str, *, now: datetime) -> AddressLink | None:
    """Return what a link about another address is for, as long as it can be used."""
    hashed = tokens.digest(token)
    query = select(EmailChange).join(User, User.id == EmailChange.user_id).where(
        (EmailChange.old_token_hash == hashed) | (EmailChange.new_token_hash == hashed),
        EmailChange.ended_at.is_(None), EmailChange.expires_at > now, User.deactivated_at.is_(None),
    )  # fmt: skip
    row = db.session.scalar(query)
    if row is None:
        return None
    is_new = row.new_token_hash == hashed
    return AddressLink(row.new_email, is_new, (row.new_agreed_at if is_new else row.old_agreed_at) is not None)


def without_consents(user_ids: Collection[int]) -> set[int]:
    """Return which of these people have not given the mandatory consents yet: organizers made their accounts."""
    given = select(Consent.user_id).where(
        Consent.user_id.in_(list(user_ids)), Consent.purpose.in_(consents.MANDATORY), Consent.withdrawn_at.is_(None)
    )
    all_of_them = func.count(Consent.purpose.distinct()) == len(consents.MANDATORY)
    return set(user_ids) - set(db.session.scalars(given.group_by(Consent.user_id).having(all_of_them)))
