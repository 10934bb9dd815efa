"""Take a copy of one's data, erase an account, clean up what is too old."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import mentions
from hackathon.accounts.models import User
from hackathon.db import locked, transactional
from hackathon.errors import NotFound
from hackathon.privacy import erasure, inactive, retention
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def note_copy(actor: Actor, user: User, *, now: datetime) -> None:
    """Note that the person took a copy of the data."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    audit.record(actor, audit.Verb.ACCOUNT_DATA_TAKEN, user, now=now)


@transactional
def erase_account(actor: Actor, user: User, *, now: datetime) -> None:
    """Erase one's own account; what has to stay loses its name."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    erasure.erase(user, now)
    audit.record(actor, audit.Verb.ACCOUNT_ERASED, user, now=now, details={"by": "owner"})


@transactional
def erase_user(actor: Actor, user: User, reason: str, *, now: datetime) -> None:
    """Erase somebody's account at their written request."""
    permit(actor, Permission.USER_ADMINISTER, user)
    user = locked(User, id=user.id)
    if user is None or user.erased_at is not None:
        raise NotFound()
    # The reason says where the written request is kept; it must not keep the name.
    details, personal = {"by": "administrator"}, {"reason": mentions.without(reason, user, mentions.INSTEAD)}
    erasure.erase(user, now)
    audit.record(actor, audit.Verb.ACCOUNT_ERASED, user, now=now, details=details, personal=personal)


@transactional
def purge_batch(actor: Actor, kind: str, keep_for_days: int, *, now: datetime) -> int:
    """Delete or empty one batch of what is too old; return how much it was, so that a caller knows when to stop."""
    permit(actor, Permission.USER_ADMINISTER)
    done = retention.KINDS[kind].purge(keep_for_days, now)
    if done:
        details = {"kind": kind, "rows": done}
        audit.record(actor, audit.Verb.DATA_PURGED, retention.Purged(kind), now=now, details=details)
    return done


@transactional
def tell_unused(actor: Actor, keep_for_days: int, *, now: datetime) -> int:
    """Write to the owners of accounts that nobody uses, once, before they are erased."""
    permit(actor, Permission.USER_ADMINISTER)
    told = inactive.tell(keep_for_days, now)
    if told:
        audit.record(actor, audit.Verb.DATA_PURGED, retention.Purged("told"), now=now, details={"rows": told})
    return told
