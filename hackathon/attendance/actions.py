"""Check people in, take a slip back, tick a list, correct: each leaves a mark that stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from hackathon import audit
from hackathon.attendance import queries
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Registration
from hackathon.errors import CodeUnknown, NotFound, PersonNotAdmitted
from hackathon.registrations import queries as registrations
from hackathon.rules import attendance as rules
from hackathon.rules.attendance import How, Kind, Outcome
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.registrations import State


@dataclass(frozen=True)
class Scan:
    """What a device or a form sends: who, under which id of its own, and when it was."""

    client_id: str | None = None
    how: How = How.CODE
    code: str = ""
    user_id: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Noted:
    """What became of it: the person, and since when they are here."""

    outcome: Outcome
    user_id: int
    name: str
    team: str
    at: datetime


@transactional
def check_in(actor: Actor, event: EventSession, scan: Scan, *, now: datetime) -> Noted:
    """Note that somebody is here. The first one wins; whoever comes later is told since when they are here."""
    permit(actor, Permission.EDITION_ORGANIZE, event)
    event = _held(event)
    known = queries.mark_by_client(scan.client_id) if scan.client_id else None
    if known is not None:
        return _again(known)
    rules.require_open(event.starts_at, now)
    person = _person(scan)
    row = queries.here(event.id, person.user_id)
    at = rules.kept_moment(scan.at, now, event.starts_at)
    mark = _mark(actor, event, person.user_id, scan, now)
    mark.at, mark.outcome = at, Outcome.ALREADY if row else Outcome.NEW
    db.session.add(mark)
    db.session.flush()
    if row is None:
        row = Attendance(edition_id=event.edition_id, session_id=event.id, user_id=person.user_id, at=at)
        row.mark_id = mark.id
        db.session.add(row)
    elif at < row.at:
        row.at = at
    _record(actor, mark, now)
    return _noted(mark, person, row.at)


@transactional
def take_back(actor: Actor, event: EventSession, client_id: str, scan: Scan, *, now: datetime) -> Noted:
    """Undo the check-in that a device noted just now; what another device noted stays."""
    permit(actor, Permission.EDITION_ORGANIZE, event)
    event = _held(event)
    known = queries.mark_by_client(scan.client_id) if scan.client_id else None
    if known is not None:
        return _again(known)
    undone = queries.mark_by_client(client_id)
    if undone is None or undone.session_id != event.id or undone.kind != Kind.IN:
        raise NotFound()
    row = queries.here(event.id, undone.user_id)
    mark = _mark(actor, event, undone.user_id, scan, now)
    mark.kind, mark.at = Kind.OUT, rules.kept_moment(scan.at, now, event.starts_at)
    mine = row is not None and row.mark_id == undone.id and rules.may_undo(undone.at, mark.at)
    mark.outcome = Outcome.UNDONE if mine or row is None else Outcome.STAYS
    if mine:
        db.session.delete(row)
    db.session.add(mark)
    _record(actor, mark, now)
    return _noted(mark, queries.registration_of(user_id=undone.user_id), row.at if row and not mine else mark.at)


@transactional
def tick(actor: Actor, event: EventSession, user_ids: Collection[int], *, now: datetime) -> int:
    """Note many from a list at once; return how many were not here before."""
    permit(actor, Permission.EDITION_ORGANIZE, event)
    event = _held(event)
    rules.require_open(event.starts_at, now)
    new = sorted(registrations.admitted_ids(user_ids) - queries.present(event.id))
    at = rules.listed_moment(event.starts_at, event.ends_at, now)
    place = {"edition_id": event.edition_id, "session_id": event.id, "at": at}
    how = {"kind": Kind.IN, "how": How.LIST, "outcome": Outcome.NEW, "received_at": now, "by_id": actor.user_id}
    if new:
        db.session.execute(insert(AttendanceMark), [{**place, **how, "user_id": each} for each in new])
        db.session.execute(insert(Attendance), [{**place, "user_id": each} for each in new])
    audit.record(actor, audit.Verb.ATTENDANCE_LISTED, event, now=now, details={"user_ids": new})
    return len(new)


@transactional
def correct(actor: Actor, event: EventSession, user_id: int, is_here: bool, reason: str, *, now: datetime) -> bool:
    """Say that somebody was here after all, or was not, and why; return whether that changed anything."""
    permit(actor, Permission.EDITION_ORGANIZE, event)
    rules.require_reason(reason)
    event = _held(event)
    person = queries.registration_of(user_id=user_id)
    row = queries.here(event.id, user_id)
    if person is None or (is_here and row is None and person.state != State.ADMITTED):
        raise NotFound()
    if is_here == (row is not None):
        return False
    mark = _mark(actor, event, user_id, Scan(how=How.CORRECTION), now)
    mark.kind, mark.outcome = (Kind.IN, Outcome.NEW) if is_here else (Kind.OUT, Outcome.UNDONE)
    mark.reason, mark.at = reason, rules.listed_moment(event.starts_at, event.ends_at, now)
    db.session.add(mark)
    db.session.flush()
    if row is not None:
        db.session.delete(row)
    else:
        place = {"edition_id": event.edition_id, "session_id": event.id, "mark_id": mark.id}
        db.session.add(Attendance(**place, user_id=user_id, at=mark.at))
    _record(actor, mark, now, audit.Verb.ATTENDANCE_CORRECTED)
    return True


def _held(event: EventSession) -> EventSession:
    """Hold the session: what happens at one door is decided one after the other."""
    row = locked(EventSession, id=event.id)
    if row is None:
        raise NotFound()
    return row


def _person(scan: Scan) -> Registration:
    found = queries.registration_of(user_id=scan.user_id, code=scan.code) if scan.code or scan.user_id else None
    if found is None:
        raise CodeUnknown(field="code")
    if found.state != State.ADMITTED or found.user.erased_at is not None:
        raise PersonNotAdmitted(field="code", name=found.user.formal_name or found.user.email)
    return found


def _mark(actor: Actor, event: EventSession, user_id: int, scan: Scan, now: datetime) -> AttendanceMark:
    given = {"client_id": scan.client_id, "kind": Kind.IN, "how": scan.how, "received_at": now, "at": now}
    place = {"edition_id": event.edition_id, "session_id": event.id, "user_id": user_id}
    return AttendanceMark(**place, **given, by_id=actor.user_id)


def _again(mark: AttendanceMark) -> Noted:
    """Answer what was sent again like the first time."""
    row = queries.here(mark.session_id, mark.user_id)
    return _noted(mark, queries.registration_of(user_id=mark.user_id), row.at if row else mark.at)


def _noted(mark: AttendanceMark, person: Registration | None, at: datetime) -> Noted:
    known = person is not None and person.user.erased_at is None
    name = person.user.formal_name or person.user.email if known else ""
    return Noted(Outcome(mark.outcome), mark.user_id, name, queries.team_of(mark.user_id), at)


def _record(
    actor: Actor, mark: AttendanceMark, now: datetime, verb: audit.Verb = audit.Verb.ATTENDANCE_NOTED
) -> None:
    db.session.flush()
    details = {"session_id": mark.session_id, "user_id": mark.user_id, "kind": mark.kind, "outcome": mark.outcome}
    audit.record(actor, verb, mark, now=now, details={name: str(value) if name in ("kind", "outcome") else value
                                                      for name, value in details.items()})
