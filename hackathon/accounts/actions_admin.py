"""What administrators do with other people's accounts."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import administrators, hooks, links, sessions
from hackathon.accounts.details import Person
from hackathon.accounts.models import User
from hackathon.db import db, locked, transactional
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import email_key, search_key


@transactional
def create_administrator(actor: Actor, address: str, password_hash: str, *, now: datetime) -> User:
    """Make an account with all rights, or give them to the address's account with a new password."""
    permit(actor, Permission.USER_ADMINISTER)
    user = locked(User, email_key=email_key(address))
    if user is None:
        user = User(email=address, email_key=email_key(address), created_at=now, search_key=search_key(address))
        db.session.add(user)
    user.password_hash, user.is_administrator = password_hash, True
    user.email_confirmed_at, user.deactivated_at = user.email_confirmed_at or now, None
    db.session.flush()
    sessions.revoke(user.id, now=now)
    audit.record(actor, audit.Verb.ADMINISTRATOR_CHANGED, user, now=now, details={"administrator": True})
    return user


@transactional
def edit_user(actor: Actor, user: User, person: Person, *, now: datetime) -> None:
    """Correct somebody's names, university, category or language."""
    permit(actor, Permission.USER_ADMINISTER, user)
    person.require_complete()
    person = person.settled()
    user = locked(User, id=user.id)
    changed = sorted(name for name, value in vars(person).items() if getattr(user, name) != value)
    person.write_to(user)
    audit.record(actor, audit.Verb.ACCOUNT_EDITED, user, now=now, details={"changed": changed})


@transactional
def set_administrator(actor: Actor, user: User, wanted: bool, *, now: datetime) -> None:
    """Give somebody all rights, or take them away; the last one keeps them."""
    permit(actor, Permission.USER_ADMINISTER, user)
    user = locked(User, id=user.id)
    if not wanted:
        administrators.require_another(user)
    user.is_administrator = wanted
    # A sign-in of an administrator is shorter, so both begin anew.
    sessions.revoke(user.id, now=now)
    audit.record(actor, audit.Verb.ADMINISTRATOR_CHANGED, user, now=now, details={"administrator": wanted})


@transactional
def deactivate_user(actor: Actor, user: User, *, now: datetime) -> None:
    """Shut an account: its sign-ins and links end at once; what the person did stays."""
    permit(actor, Permission.USER_ADMINISTER, user)
    user = locked(User, id=user.id)
    administrators.require_another(user)
    links.shut(user, now=now)
    hooks.depart(actor, user, now)
    audit.record(actor, audit.Verb.ACCOUNT_DEACTIVATED, user, now=now, details={"by": "administrator"})


@transactional
def reactivate_user(actor: Actor, user: User, *, now: datetime) -> None:
    """Open a shut account again; the person signs in anew."""
    permit(actor, Permission.USER_ADMINISTER, user)
    user = locked(User, id=user.id)
    user.deactivated_at = None
    audit.record(actor, audit.Verb.ACCOUNT_REACTIVATED, user, now=now)
