"""Whoever an organizer registered takes the account over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.accounts import consents, invitations, links
from hackathon.accounts.models import Consent, ConsentPurpose, TokenPurpose, User
from hackathon.db import db, transactional
from hackathon.errors import LinkExpired
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def accept_invitation(
    actor: Actor, token: str, password_hash: str, agreed: Collection[ConsentPurpose], language: str, *, now: datetime
) -> User:
    """Agree to the consents, confirm the address and set the first password, by the link from a letter."""
    permit(actor, Permission.ACCOUNT_CREATE)
    consents.require_mandatory(agreed)
    user = links.use(token, TokenPurpose.INVITED, now=now)
    if not invitations.is_waiting(user):
        raise LinkExpired()
    user.password_hash, user.email_confirmed_at, user.language = password_hash, now, language
    open_ones = select(Consent.purpose).where(Consent.user_id == user.id, Consent.withdrawn_at.is_(None))
    held = set(db.session.scalars(open_ones))
    for purpose in sorted(set(agreed) - held):
        consents.grant(user, purpose, language=language, now=now)
    links.void(user.id, *TokenPurpose, now=now)
    audit.record(actor, audit.Verb.ACCOUNT_CONFIRMED, user, now=now, details={"invited": True})
    return user
