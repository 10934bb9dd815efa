"""Accounts that nobody uses any more: their owners are told first, and erased if they do not come back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select

from hackathon import outbox
from hackathon.accounts.models import User
from hackathon.audit import Verb
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import EditionRole
from hackathon.outbox.models import OutgoingEmail

# What proves that an event took place is kept for five years.
DAYS = 1826
NOTICE = timedelta(days=60)
BATCH = 100
_KEY = "inactive:"


def are_unused(before: datetime) -> ColumnElement[bool]:
    """Hold for confirmed accounts without a role in which nobody signed in since a moment."""
    came = exists().where(
        AuditEntry.verb == Verb.ACCOUNT_SIGNED_IN, AuditEntry.subject == "User", AuditEntry.subject_id == User.id,
        AuditEntry.at > before,
    )  # fmt: skip
    plain = and_(User.erased_at.is_(None), User.is_administrator.is_(False), User.email_confirmed_at.is_not(None))
    return and_(plain, User.created_at <= before, ~came, ~exists().where(EditionRole.user_id == User.id))


def _told(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Hold for those who were written to; a notice that is older than the last visit counts no more."""
    own = (OutgoingEmail.user_id == User.id, OutgoingEmail.unique_key.startswith(_KEY))
    return exists().where(*own, OutgoingEmail.created_at > since, OutgoingEmail.created_at <= until)


def are_due(before: datetime, now: datetime) -> ColumnElement[bool]:
    """Hold for unused accounts whose owner was told long enough ago, and has not come since."""
    return and_(are_unused(before), _told(before, now - NOTICE))


def _untold(days: int, now: datetime) -> ColumnElement[bool]:
    before = now - timedelta(days=days)
    return and_(are_unused(before + NOTICE), ~_told(before, now))


def tell(days: int, now: datetime) -> int:
    """Write to the owners of accounts that will be erased soon, once; return to how many."""
    with scope.every_edition(because="an account is unused if it is so in every edition"):
        query = select(User).where(_untold(days, now)).order_by(User.id).limit(BATCH)
        found = list(db.session.scalars(query))
    url = outbox.public_url("accounts.sign_in")
    for user in found:
        key = f"{_KEY}{user.id}:{now:%Y-%m-%d}"
        outbox.queue("account_unused", user, key=key, now=now, url=url, days=NOTICE.days)
    return len(found)


def count_untold(days: int, now: datetime) -> int:
    """Say how many would be written to."""
    with scope.every_edition(because="an account is unused if it is so in every edition"):
        return db.session.scalar(select(func.count(User.id)).where(_untold(days, now))) or 0
