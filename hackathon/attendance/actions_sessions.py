"""What organizers say of an event: its sessions; and the codes of badges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hackathon import audit
from hackathon.attendance import queries
from hackathon.attendance.models import EventSession
from hackathon.db import db, locked, transactional
from hackathon.editions.badges import new_code
from hackathon.editions.models import Edition, Registration
from hackathon.errors import ChangedMeanwhile, EventSessionUsed, NotFound
from hackathon.rules import attendance as rules
from hackathon.rules.permissions import Actor, Permission, permit

EDITED = ("title", "place", "starts_at", "ends_at", "required")


@transactional
def add_session(actor: Actor, edition: Edition, values: Mapping[str, Any], *, now: datetime) -> EventSession:
    """Add a session that people can be checked in to."""
    permit(actor, Permission.EDITION_EDIT, edition)
    rules.require_times(values["starts_at"], values["ends_at"])
    added = EventSession(edition_id=edition.id, **{name: values[name] for name in EDITED})
    db.session.add(added)
    audit.record(actor, audit.Verb.EVENT_SESSION_ADDED, added, now=now)
    return added


@transactional
def edit_session(
    actor: Actor, event: EventSession, values: Mapping[str, Any], version: int, *, now: datetime
) -> None:
    """Change name, time, place, and whether one has to be there."""
    permit(actor, Permission.EDITION_EDIT, event)
    rules.require_times(values["starts_at"], values["ends_at"])
    row = _held(event)
    if row.version != version:
        raise ChangedMeanwhile()
    changed = [name for name in EDITED if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    audit.record(actor, audit.Verb.EVENT_SESSION_EDITED, row, now=now, details={"changed": changed})


@transactional
def remove_session(actor: Actor, event: EventSession, *, now: datetime) -> None:
    """Remove a session to which nobody was ever checked in."""
    permit(actor, Permission.EDITION_EDIT, event)
    row = _held(event)
    if queries.has_marks(row.id):
        raise EventSessionUsed()
    audit.record(actor, audit.Verb.EVENT_SESSION_REMOVED, row, now=now)
    db.session.delete(row)


def _held(event: EventSession) -> EventSession:
    row = locked(EventSession, id=event.id)
    if row is None:
        raise NotFound()
    return row


@transactional
def renew_own_code(actor: Actor, registration: Registration, *, now: datetime) -> None:
    """Give oneself another code; the old one is worth nothing from now on."""
    permit(actor, Permission.REGISTRATION_OWN, registration)
    _renew(actor, registration, now)


@transactional
def renew_code(actor: Actor, registration: Registration, *, now: datetime) -> None:
    """Give somebody who lost their badge another code."""
    permit(actor, Permission.EDITION_ORGANIZE, registration)
    _renew(actor, registration, now)


def _renew(actor: Actor, registration: Registration, now: datetime) -> None:
    row = locked(Registration, id=registration.id)
    if row is None:
        raise NotFound()
    row.code = new_code()
    audit.record(actor, audit.Verb.BADGE_CODE_RENEWED, row, now=now, details={"user_id": row.user_id})


@transactional
def note_export(actor: Actor, edition: Edition, what: str, count: int, *, now: datetime) -> None:
    """Keep in the history who took names out: a sheet, badges, a table."""
    permit(actor, Permission.EDITION_ORGANIZE, edition)
    audit.record(actor, audit.Verb.ATTENDANCE_EXPORTED, edition, now=now, details={"what": what, "rows": count})
