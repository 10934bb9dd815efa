"""Another e-mail address: it counts once both mailboxes, or an administrator and the new one, have said yes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from hackathon import audit, outbox
from hackathon.accounts import links, sessions, tokens
from hackathon.accounts.models import TokenPurpose, User
from hackathon.accounts.models_safety import EmailChange
from hackathon.db import db, locked, refusing, transactional
from hackathon.errors import AddressTaken, LinkExpired, ReasonMissing
from hackathon.outbox.letters import Recipient
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import email_key, search_key

LASTS = timedelta(days=3)


@transactional
def ask_for_address(actor: Actor, user: User, address: str, *, now: datetime) -> None:
    """Write to both mailboxes. Whether the new address has an account is said to nobody but its owner."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    _begin(locked(User, id=user.id), address, None, now)
    audit.record(actor, audit.Verb.ACCOUNT_EMAIL_ASKED, user, now=now, details={"by": "owner"})


@transactional
def move_to_address(actor: Actor, user: User, address: str, reason: str, *, now: datetime) -> None:
    """Begin a change for somebody who lost the old mailbox: the new one confirms, the old one can only stop it."""
    permit(actor, Permission.USER_ADMINISTER, user)
    if not reason:
        raise ReasonMissing(field="reason")
    _begin(locked(User, id=user.id), address, now, now)
    personal = {"reason": reason}
    audit.record(
        actor, audit.Verb.ACCOUNT_EMAIL_ASKED, user, now=now, details={"by": "administrator"}, personal=personal
    )


def _begin(user: User, address: str, old_agreed_at: datetime | None, now: datetime) -> None:
    _end_open(user.id, now)
    old, new = tokens.new_token(), tokens.new_token()
    owner_id = db.session.scalar(select(User.id).where(User.email_key == email_key(address)))
    row = {"old_token_hash": tokens.digest(old), "new_token_hash": tokens.digest(new), "old_agreed_at": old_agreed_at}
    moments = {"created_at": now, "expires_at": now + LASTS}
    db.session.add(EmailChange(user_id=user.id, new_email=address, **row, **moments))
    url = outbox.public_url("accounts.answer_email", token=old)
    values = {"url": url, "address": address, "by_administrator": old_agreed_at is not None}
    outbox.queue("email_change_old", user, key=f"email-old:{tokens.digest(old)}", now=now, **values)
    recipient = Recipient(address, user.language, id=owner_id or user.id)
    name = "email_change_taken" if owner_id else "email_change_new"
    url = outbox.public_url("accounts.answer_email", token=new)
    reset_url = outbox.public_url("accounts.ask_reset")
    outbox.queue(name, recipient, key=f"email-new:{tokens.digest(new)}", now=now, url=url, reset_url=reset_url)


def _end_open(user_id: int, now: datetime) -> None:
    waiting = update(EmailChange).where(EmailChange.user_id == user_id, EmailChange.ended_at.is_(None))
    db.session.execute(waiting.values(ended_at=now))


@transactional
def agree(actor: Actor, token: str, *, now: datetime) -> bool:
    """Say yes from one mailbox; return whether the address is changed, because the other one said yes before."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    change, user, is_new = _found(token, now)
    if is_new:
        change.new_agreed_at = change.new_agreed_at or now
    else:
        change.old_agreed_at = change.old_agreed_at or now
    audit.record(actor, audit.Verb.ACCOUNT_EMAIL_AGREED, user, now=now, details={"new": is_new})
    if change.new_agreed_at is None or change.old_agreed_at is None:
        return False
    _apply(actor, change, user, now)
    return True


@transactional
def stop(actor: Actor, token: str, *, now: datetime) -> None:
    """Say no from one mailbox: nothing changes."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    change, user, is_new = _found(token, now)
    change.ended_at = now
    audit.record(actor, audit.Verb.ACCOUNT_EMAIL_STOPPED, user, now=now, details={"new": is_new})


def _found(token: str, now: datetime) -> tuple[EmailChange, User, bool]:
    hashed = tokens.digest(token)
    either = (EmailChange.old_token_hash == hashed) | (EmailChange.new_token_hash == hashed)
    seen = db.session.scalar(select(EmailChange).where(either))
    user = locked(User, id=seen.user_id) if seen is not None else None
    change = locked(EmailChange, id=seen.id) if seen is not None else None
    if change is None or user is None or user.deactivated_at is not None:
        raise LinkExpired()
    if change.ended_at is not None or change.expires_at <= now:
        raise LinkExpired()
    return change, user, change.new_token_hash == hashed


def _apply(actor: Actor, change: EmailChange, user: User, now: datetime) -> None:
    """Write to the old mailbox a last time, then to the new one; every sign-in and link of before ends."""
    change.ended_at = now
    before = Recipient(user.email, user.language, user.name, user.id)
    user.email, user.email_key = change.new_email, email_key(change.new_email)
    names = (user.family_name, user.given_name, user.patronymic, user.latin_name)
    user.search_key = search_key(*names, user.email, user.university_other)
    with refusing(uq_user_email_key=AddressTaken()):
        user.email_confirmed_at = user.email_confirmed_at or now
    sessions.revoke(user.id, now=now)
    links.void(user.id, *TokenPurpose, now=now)
    for place, recipient in (("old", before), ("new", user)):
        key, url = f"email-{place}-changed:{change.id}", outbox.public_url("accounts.sign_in")
        outbox.queue("email_changed", recipient, key=key, now=now, url=url)
    audit.record(actor, audit.Verb.ACCOUNT_EMAIL_CHANGED, user, now=now)
