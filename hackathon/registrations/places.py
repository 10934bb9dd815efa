"""Steps that the actions share: hold the places, move a registration, pass freed places on, write the letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon import audit, outbox
from hackathon.accounts.models import User
from hackathon.db import db, locked
from hackathon.editions.models import Edition, Registration
from hackathon.registrations import queries
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules import registrations as rules
from hackathon.rules.permissions import SYSTEM, Actor
from hackathon.rules.registrations import Mode, State

LETTERS = {
    State.GUARDIAN: "guardian_awaited",
    State.APPLIED: "application_received",
    State.WAITLISTED: "application_waitlisted",
    State.OFFERED: "place_offered",
    State.ADMITTED: "registered",
    State.DECLINED: "application_declined",
    State.WITHDRAWN: "registration_withdrawn",
    State.LAPSED: "offer_lapsed",
}


def held_plan(edition: Edition, now: datetime) -> RegistrationPlan:
    """Return how registration works, held: one at a time gives or frees a place. Offers that ended pass on first."""
    plan = locked(RegistrationPlan, edition_id=edition.id) or queries.plan(edition.id)
    pass_on(edition, plan, now)
    return plan


def pass_on(edition: Edition, plan: RegistrationPlan, now: datetime, *, freed: int = 0) -> int:
    """Let offers lapse that were not confirmed in time, and offer what is free to who waits longest.

    Where organizers review, they give the places themselves: only those that somebody gave back are passed on.
    """
    lapsed = _rows(Registration.state == State.OFFERED, Registration.offer_ends_at <= now)
    for each in lapsed:
        move(SYSTEM, each, State.LAPSED, now)
    tell(edition, lapsed, State.LAPSED, now)
    if now >= edition.submissions_close:
        return 0
    count = rules.passed_on(Mode(plan.mode), queries.places(plan.capacity).free, freed + len(lapsed))
    waiting = _rows(Registration.state == State.WAITLISTED, limit=count) if count != 0 else []
    ends = rules.offer_ends(now, plan.confirm_hours, edition.submissions_close)
    for each in waiting:
        move(SYSTEM, each, State.OFFERED, now)
        each.offer_ends_at = ends
    tell(edition, waiting, State.OFFERED, now, ends=ends)
    return len(lapsed) + len(waiting)


def _rows(*conditions: Any, limit: int | None = None) -> list[Registration]:
    query = select(Registration).where(*conditions).options(joinedload(Registration.user))
    query = query.order_by(Registration.queued_at, Registration.id).limit(limit).with_for_update(of=Registration)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def move(actor: Actor, row: Registration, target: State, now: datetime) -> None:
    """Take one step; who comes to the waitlist stands at its end."""
    before = State(row.state)
    rules.require_step(before, target)
    row.state, row.offer_ends_at = target, None
    row.queued_at = now if target == State.WAITLISTED else row.queued_at
    if target != State.DECLINED:
        row.reason, row.reason_shown = "", False
    details = {"from": str(before), "to": str(target), "user_id": row.user_id}
    audit.record(actor, audit.Verb.REGISTRATION_MOVED, row, now=now, details=details)


def tell(edition: Edition, rows: Sequence[Registration], state: State, now: datetime, **values: Any) -> None:
    """Write to these people what has become of their registration, and what they can do next."""
    if not rows:
        return
    where = "teams.my_team" if state == State.ADMITTED else "registrations.my_registration"
    link = outbox.public_url(where, edition=edition.key)
    key = f"{LETTERS[state]}:{edition.id}:{now.isoformat()}"
    people: Iterable[User] = [each.user for each in rows]
    shown = {"of": edition, "url": link, **values}
    outbox.queue_many(LETTERS[state], list(people), key=key, now=now, edition_id=edition.id, **shown)
