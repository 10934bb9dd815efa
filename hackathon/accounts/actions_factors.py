"""What people do with their own second factors, and administrators with those of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from hackathon import audit, outbox
from hackathon.accounts import authenticator, factors, sessions, tokens
from hackathon.accounts.models import User
from hackathon.accounts.models_safety import Authenticator, Passkey
from hackathon.accounts.passkeys import NewKey
from hackathon.db import db, locked, refusing, transactional
from hackathon.errors import CodeWrong, NotFound, PasskeyKnown, ReasonMissing, SecondFactorKept, TooManyPasskeys
from hackathon.rules import codes
from hackathon.rules.permissions import Actor, Permission, permit

MOST_PASSKEYS = 20


@dataclass(frozen=True)
class SetUp:
    """An app that is being set up: its secret, the code that it shows, and the sign-in from which it is done."""

    secret: str
    typed: str
    session_id: int


@transactional
def add_app(actor: Actor, user: User, set_up: SetUp, *, keys: Sequence[str], now: datetime) -> list[str]:
    """Take an app that showed the right code; other sign-ins end. Return recovery codes if there were none."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    code_at = lambda step: authenticator.code_at(set_up.secret, step)  # noqa: E731
    step = codes.matching_step(codes.normal(set_up.typed), now, 0, code_at)
    if step is None:
        raise CodeWrong(field="code")
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    sealed = authenticator.seal(user.id, set_up.secret, keys)
    db.session.add(Authenticator(user_id=user.id, sealed_secret=sealed, last_step=step, created_at=now))
    audit.record(actor, audit.Verb.ACCOUNT_FACTOR_ADDED, user, now=now, details={"kind": "app"})
    return _after_adding(user, set_up.session_id, now)


@transactional
def add_passkey(actor: Actor, user: User, key: NewKey, name: str, session_id: int, *, now: datetime) -> list[str]:
    """Take a passkey under a name; other sign-ins end. Return recovery codes if there were none."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    if (db.session.scalar(select(func.count(Passkey.id)).where(Passkey.user_id == user.id)) or 0) >= MOST_PASSKEYS:
        raise TooManyPasskeys(most=MOST_PASSKEYS)
    with refusing(uq_passkey_credential_id=PasskeyKnown()):
        db.session.add(Passkey(user_id=user.id, name=name, created_at=now, **vars(key)))
    audit.record(actor, audit.Verb.ACCOUNT_FACTOR_ADDED, user, now=now, details={"kind": "passkey"})
    return _after_adding(user, session_id, now)


def _after_adding(user: User, session_id: int, now: datetime) -> list[str]:
    factors.mark_sessions(user, True, only=session_id)
    sessions.revoke(user.id, now=now, but=session_id)
    _tell(user, "added", now)
    return [] if factors.held_by(user.id).recovery_codes else factors.new_recovery_codes(user, now=now)


@transactional
def rename_passkey(actor: Actor, user: User, passkey_id: int, name: str, *, now: datetime) -> None:
    """Call a passkey something else."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    _own(user, passkey_id).name = name
    audit.record(actor, audit.Verb.ACCOUNT_FACTOR_RENAMED, user, now=now, details={"passkey": passkey_id})


@transactional
def remove_passkey(actor: Actor, user: User, passkey_id: int, *, required: bool, now: datetime) -> None:
    """Take a passkey away; whose office needs a second factor keeps the last one."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    _own(user, passkey_id)
    held = factors.held_by(user.id)
    _require_another(required and not held.app and held.passkeys == 1)
    db.session.execute(delete(Passkey).where(Passkey.id == passkey_id))
    _after_removing(actor, user, "passkey", now)


@transactional
def remove_app(actor: Actor, user: User, *, required: bool, now: datetime) -> None:
    """Take the app away; whose office needs a second factor keeps the last one."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    held = factors.held_by(user.id)
    if not held.app:
        raise NotFound()
    _require_another(required and not held.passkeys)
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    _after_removing(actor, user, "app", now)


def _own(user: User, passkey_id: int) -> Passkey:
    row = locked(Passkey, id=passkey_id, user_id=user.id)
    if row is None:
        raise NotFound()
    return row


def _require_another(is_last: bool) -> None:
    if is_last:
        raise SecondFactorKept()


def _after_removing(actor: Actor, user: User, kind: str, now: datetime) -> None:
    factors.tidy(user)
    _tell(user, "removed", now)
    audit.record(actor, audit.Verb.ACCOUNT_FACTOR_REMOVED, user, now=now, details={"kind": kind})


@transactional
def renew_recovery_codes(actor: Actor, user: User, *, now: datetime) -> list[str]:
    """Replace the recovery codes, and return the new ones to be shown once."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    if not factors.held_by(user.id).any:
        raise NotFound()
    made = factors.new_recovery_codes(user, now=now)
    _tell(user, "recovery", now)
    audit.record(actor, audit.Verb.ACCOUNT_RECOVERY_CODES, user, now=now)
    return made


@transactional
def reset_factors(actor: Actor, user: User, reason: str, *, now: datetime) -> None:
    """Take every second factor of somebody who lost them; their sign-ins end, and they are told."""
    permit(actor, Permission.USER_ADMINISTER, user)
    if not reason:
        raise ReasonMissing(field="reason")
    user = locked(User, id=user.id)
    factors.take_away(user)
    sessions.revoke(user.id, now=now)
    _tell(user, "reset", now)
    audit.record(actor, audit.Verb.ACCOUNT_FACTORS_RESET, user, now=now, personal={"reason": reason})


def _tell(user: User, what: str, now: datetime) -> None:
    urls = {"url": outbox.public_url("accounts.safety"), "reset_url": outbox.public_url("accounts.ask_reset")}
    key = f"factors:{tokens.digest(tokens.new_token())}"
    outbox.queue("second_factor_changed", user, key=key, now=now, what=what, **urls)
