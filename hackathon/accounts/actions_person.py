"""What people change of their own account: details, password, consents, sign-ins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from hackathon import audit, outbox
from hackathon.accounts import administrators, consents, hooks, links, sessions, tokens
from hackathon.accounts.details import Person
from hackathon.accounts.models import Consent, ConsentPurpose, User, UserSession
from hackathon.db import db, locked, transactional
from hackathon.errors import NotFound, StepNotAllowed
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def edit_profile(actor: Actor, user: User, person: Person, *, now: datetime) -> None:
    """Change names, university, category, gender and language."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    person.require_complete()
    person = person.settled()
    user = locked(User, id=user.id)
    hooks.require_allowed(user, person, now)
    changed = sorted(name for name, value in vars(person).items() if getattr(user, name) != value)
    person.write_to(user)
    audit.record(actor, audit.Verb.ACCOUNT_EDITED, user, now=now, details={"changed": changed})


@transactional
def change_password(actor: Actor, user: User, password_hash: str, session_id: int, *, now: datetime) -> None:
    """Set a new password; every other sign-in ends, and the owner is told by mail."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    user.password_hash = password_hash
    sessions.revoke(user.id, now=now, but=session_id)
    links.void(user.id, *links.OF_PASSWORD, now=now)
    key = f"changed:{tokens.digest(tokens.new_token())}"
    outbox.queue("password_changed", user, key=key, now=now, url=outbox.public_url("accounts.ask_reset"))
    audit.record(actor, audit.Verb.ACCOUNT_PASSWORD_CHANGED, user, now=now)


@transactional
def give_consent(actor: Actor, user: User, purpose: ConsentPurpose, language: str, *, now: datetime) -> None:
    """Agree to the present text of a purpose; an older consent to it ends on the same moment."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    held = db.session.scalar(_held(user, purpose))
    text = consents.BY_PURPOSE[purpose]
    if held is not None and held.version == text.version:
        return
    _end(user, purpose, now)
    consents.grant(user, purpose, language=language, now=now)
    details = {"purpose": str(purpose), "given": True, "version": text.version}
    audit.record(actor, audit.Verb.CONSENT_CHANGED, user, now=now, details=details)


@transactional
def withdraw_consent(actor: Actor, user: User, purpose: ConsentPurpose, *, now: datetime) -> None:
    """Take back a consent; those that are conditions of an account can only be taken back with the account."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    if purpose in consents.MANDATORY:
        raise StepNotAllowed()
    _end(locked(User, id=user.id), purpose, now)
    details = {"purpose": str(purpose), "given": False}
    audit.record(actor, audit.Verb.CONSENT_CHANGED, user, now=now, details=details)


def _held(user: User, purpose: ConsentPurpose) -> Select[Any]:
    held = (Consent.user_id == user.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return select(Consent).where(*held).order_by(Consent.id.desc()).limit(1)


def _end(user: User, purpose: ConsentPurpose | None, now: datetime) -> None:
    query = update(Consent).where(Consent.user_id == user.id, Consent.withdrawn_at.is_(None))
    if purpose is not None:
        query = query.where(Consent.purpose == purpose)
    db.session.execute(query.values(withdrawn_at=now))


@transactional
def close_account(actor: Actor, user: User, *, now: datetime) -> None:
    """Take back every consent and shut the account; what was done in teams and events stays with them."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    user = locked(User, id=user.id)
    administrators.require_another(user)
    _end(user, None, now)
    links.shut(user, now=now)
    hooks.depart(actor, user, now)
    audit.record(actor, audit.Verb.ACCOUNT_DEACTIVATED, user, now=now, details={"by": "owner"})


@transactional
def revoke_session(actor: Actor, user: User, session_id: int, *, now: datetime) -> None:
    """End one of one's own sign-ins, on a lost phone for example."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    session = db.session.scalar(select(UserSession).filter_by(id=session_id, user_id=user.id))
    if session is None:
        raise NotFound()
    sessions.revoke(user.id, now=now, only=session_id)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_OUT, user, now=now, details={"session": session_id})


@transactional
def revoke_other_sessions(actor: Actor, user: User, session_id: int, *, now: datetime) -> int:
    """End all of one's own sign-ins but the present one."""
    permit(actor, Permission.ACCOUNT_EDIT, user)
    ended = sessions.revoke(user.id, now=now, but=session_id)
    audit.record(actor, audit.Verb.ACCOUNT_SIGNED_OUT, user, now=now, details={"others": ended})
    return ended
