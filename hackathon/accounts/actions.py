"""Come and go: sign up, confirm the address, sign out, set a forgotten password anew."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hackathon import audit, outbox
from hackathon.accounts import consents, known_devices, links, sessions, tokens
from hackathon.accounts.details import Application
from hackathon.accounts.models import Consent, TokenPurpose, User
from hackathon.accounts.sessions import open_session_for
from hackathon.db import db, locked, transactional
from hackathon.outbox.letters import Recipient
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import email_key

__all__ = ["ask_reset", "confirm_email", "open_session_for", "reset_password", "sign_out", "sign_up"]


@transactional
def sign_up(actor: Actor, application: Application, *, now: datetime) -> str:
    """Make an account and send the link that confirms its address; return the digest of the link's token.

    An address that has an account gets another letter instead, and whoever asked sees no difference. Until the
    address is confirmed, the newest application counts: nobody can take an address by being first.
    """
    permit(actor, Permission.ACCOUNT_CREATE)
    application.person.require_complete()
    consents.require_mandatory(application.consents)
    person = application.person.settled()
    user = _account_for(application, now)
    if user.email_confirmed_at is not None or user.deactivated_at is not None:
        return _tell_owner(actor, user, now)
    user.email, user.password_hash = application.email, application.password_hash
    person.write_to(user)
    _replace_consents(user, application, now)
    token = links.issue(user, TokenPurpose.CONFIRM_EMAIL, now=now)
    url = outbox.public_url("accounts.confirm_email", token=token, next=application.go_on)
    outbox.queue("confirm_email", user, key=f"confirm:{tokens.digest(token)}", now=now, url=url)
    audit.record(actor, audit.Verb.ACCOUNT_CREATED, user, now=now)
    return tokens.digest(token)


def _account_for(application: Application, now: datetime) -> User:
    """Find the account of an address, or make it; of two at once the second finds what the first made."""
    key = email_key(application.email)
    found = locked(User, email_key=key)
    if found is not None:
        return found
    user = User(email=application.email, email_key=key, password_hash=application.password_hash, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(user)
            db.session.flush()
    except IntegrityError:
        return locked(User, email_key=key)
    return user


def _tell_owner(actor: Actor, user: User, now: datetime) -> str:
    token = tokens.new_token()
    addresses = {"sign_in_url": outbox.public_url("accounts.sign_in"), "url": outbox.public_url("accounts.ask_reset")}
    outbox.queue("account_exists", user, key=f"exists:{tokens.digest(token)}", now=now, **addresses)
    audit.record(actor, audit.Verb.ACCOUNT_CREATED, user, now=now, details={"refused": "address has an account"})
    return tokens.digest(token)


def _replace_consents(user: User, application: Application, now: datetime) -> None:
    open_ones = select(Consent).where(Consent.user_id == user.id, Consent.withdrawn_at.is_(None))
    for earlier in db.session.scalars(open_ones):
        earlier.withdrawn_at = now
    for purpose in sorted(application.consents):
        consents.grant(user, purpose, language=application.person.language, now=now)


@transactional
def confirm_email(actor: Actor, token: str, *, now: datetime) -> User:
    """Confirm that the address belongs to the person; only then can the account be used."""
    permit(actor, Permission.ACCOUNT_CREATE)
    user = links.use(token, TokenPurpose.CONFIRM_EMAIL, now=now)
    user.email_confirmed_at = user.email_confirmed_at or now
    audit.record(actor, audit.Verb.ACCOUNT_CONFIRMED, user, now=now)
    return user


@transactional
def sign_out(actor: Actor, user: User, session_id: int, *, now: datetime) -> None:
    """End the present sign-in on the server, so that a copy of its cookie is worth nothing."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    sessions.revoke(user.id, now=now, only=session_id)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_OUT, user, now=now)


@transactional
def ask_reset(actor: Actor, recipient: Recipient, *, now: datetime) -> None:
    """Send a link for a new password; an address without an account gets a letter that says so."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    user = locked(User, email_key=email_key(recipient.email))
    if user is None or user.deactivated_at is not None:
        key = f"no-account:{tokens.digest(tokens.new_token())}"
        outbox.queue("no_account", recipient, key=key, now=now, url=outbox.public_url("accounts.sign_up"))
        audit.record(actor, audit.Verb.ACCOUNT_RESET_ASKED, recipient, now=now)
        return
    token = links.issue(user, TokenPurpose.RESET_PASSWORD, now=now)
    url = outbox.public_url("accounts.reset_password", token=token)
    outbox.queue("reset_password", user, key=f"reset:{tokens.digest(token)}", now=now, url=url)
    audit.record(actor, audit.Verb.ACCOUNT_RESET_ASKED, user, now=now)


@transactional
def reset_password(actor: Actor, token: str, password_hash: str, *, device: str = "", now: datetime) -> User:
    """Set a new password by a link from a letter; every sign-in ends, and every other link is void.

    Whoever reads the mailbox is the owner, so that the browser counts as known from now on.
    """
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    user = links.use(token, TokenPurpose.RESET_PASSWORD, now=now)
    user.password_hash = password_hash
    user.email_confirmed_at = user.email_confirmed_at or now
    links.void(user.id, *TokenPurpose, now=now)
    sessions.revoke(user.id, now=now)
    if device:
        known_devices.note(user, device, now=now)
    _tell_of_new_password(user, token, now)
    audit.record(actor, audit.Verb.ACCOUNT_PASSWORD_CHANGED, user, now=now)
    return user


def _tell_of_new_password(user: User, token: str, now: datetime) -> None:
    url = outbox.public_url("accounts.ask_reset")
    outbox.queue("password_changed", user, key=f"changed:{tokens.digest(token)}", now=now, url=url)
