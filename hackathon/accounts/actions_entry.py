"""Sign in: with a password, then with a second factor where there is one; or with a passkey alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from hackathon import audit, outbox
from hackathon.accounts import entries, factors, known_devices, links, passkeys, sessions, tokens
from hackathon.accounts.details import Browser
from hackathon.accounts.entries import Entry
from hackathon.accounts.models import TokenPurpose, User, UserSession
from hackathon.accounts.passkeys import Proof
from hackathon.db import db, locked, transactional
from hackathon.errors import CodeWrong, PasskeyRefused, SignInFailed
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def sign_in(actor: Actor, user_id: int | None, browser: Browser, *, now: datetime) -> Entry:
    """Open a sign-in for whoever gave the right password, or lead on to the second step."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    user = locked(User, id=user_id) if user_id is not None else None
    if user is None or user.email_confirmed_at is None or user.deactivated_at is not None:
        raise SignInFailed()
    if not factors.held_by(user.id).any:
        audit.record(actor, audit.Verb.ACCOUNT_SIGNED_IN, user, now=now, details={"how": "password"})
        return entries.opened(actor, user, browser, "password", now=now)
    audit.record(actor, audit.Verb.ACCOUNT_PASSWORD_GIVEN, user, now=now)
    return Entry(links.issue(user, TokenPurpose.SECOND_STEP, now=now), needs_second_step=True)


@transactional
def sign_in_with_code(
    actor: Actor, step: str, typed: str, browser: Browser, *, keys: Sequence[str], now: datetime
) -> Entry:
    """Open a sign-in for whoever gave the password before, and now the code of the app or one from paper."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    user = links.use(step, TokenPurpose.SECOND_STEP, now=now)
    how = factors.takes(user, typed, keys, now=now)
    if how is None:
        raise CodeWrong(field="code")
    if how == "recovery":
        left = factors.held_by(user.id).recovery_codes
        _tell(user, "recovery_code_used", now, left=left)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_IN, user, now=now, details={"how": how})
    return entries.opened(actor, user, browser, how, now=now)


@transactional
def sign_in_with_passkey(actor: Actor, proof: Proof, step: str | None, browser: Browser, *, now: datetime) -> Entry:
    """Open a sign-in for whoever holds the passkey: after the password, or without it when the device asked who it is.

    A passkey that is shown as the second step must be the one of the account whose password was given.
    """
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    owner = links.use(step, TokenPurpose.SECOND_STEP, now=now) if step else locked(User, id=proof.user_id)
    fine = owner is not None and owner.id == proof.user_id and (step or proof.verified)
    if not fine or owner.email_confirmed_at is None or owner.deactivated_at is not None:
        raise PasskeyRefused()
    passkeys.use(proof, now=now)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_IN, owner, now=now, details={"how": "passkey"})
    return entries.opened(actor, owner, browser, "passkey", now=now)


@transactional
def verify_again(actor: Actor, user: User, session_id: int, proof: Proof | None, *, now: datetime) -> None:
    """Note that the person just gave the password or a passkey again; the door checked the password."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    if proof is not None:
        if proof.user_id != user.id:
            raise PasskeyRefused()
        passkeys.use(proof, now=now)
    row = update(UserSession).where(UserSession.id == session_id, UserSession.user_id == user.id)
    db.session.execute(row.values(verified_at=now))
    audit.record(actor, audit.Verb.ACCOUNT_VERIFIED, user, now=now, details={"passkey": proof is not None})


@transactional
def raise_alarm(actor: Actor, token: str, password_hash: str, *, now: datetime) -> User:
    """End every sign-in, let the password open nothing, and send the owner a link for a new one."""
    permit(actor, Permission.ACCOUNT_SIGN_IN)
    user = links.use(token, TokenPurpose.ALARM, now=now)
    user.password_hash = password_hash
    sessions.revoke(user.id, now=now)
    links.void(user.id, *links.OF_PASSWORD, now=now)
    known_devices.forget(user)
    reset = links.issue(user, TokenPurpose.RESET_PASSWORD, now=now)
    url = outbox.public_url("accounts.reset_password", token=reset)
    outbox.queue("reset_password", user, key=f"reset:{tokens.digest(reset)}", now=now, url=url)
    audit.record(actor, audit.Verb.ACCOUNT_ALARM, user, now=now)
    return user


@transactional
def sign_out_everywhere(actor: Actor, user: User, *, now: datetime) -> int:
    """End every sign-in of one's own, the present one too."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    ended = sessions.revoke(user.id, now=now)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_OUT, user, now=now, details={"everywhere": ended})
    return ended


def _tell(user: User, name: str, now: datetime, **values: object) -> None:
    url = outbox.public_url("accounts.safety")
    outbox.queue(name, user, key=f"{name}:{tokens.digest(tokens.new_token())}", now=now, url=url, **values)
