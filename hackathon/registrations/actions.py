"""What a person does: register or apply, answer, take an offered place, withdraw."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.accounts import turns
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition, Registration
from hackathon.errors import AlreadyRegistered, NotFound, PlaceGone
from hackathon.questions import answering
from hackathon.questions import queries as questions
from hackathon.questions.answering import Given, Owner
from hackathon.registrations import guardians, hooks, places, queries
from hackathon.rules import questions as question_rules
from hackathon.rules import registrations as rules
from hackathon.rules import schedule
from hackathon.rules.guardians import Age
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.questions import AskedOf
from hackathon.rules.registrations import Mode, State


@transactional
def register(
    actor: Actor, edition: Edition, given: Given | None = None, age: Age | None = None, *, now: datetime
) -> Registration:
    """Register, or apply, while registration is open; a letter says what comes next.

    Who comes when every place is held waits; who had withdrawn begins anew, behind those who wait. Whoever is under
    age waits for the guardian first.
    """
    permit(actor, Permission.EDITION_REGISTER, edition)
    schedule.require_open(edition.schedule, schedule.Window.REGISTRATION, now)
    plan = places.held_plan(edition, now)
    taken = queries.places(plan.capacity)
    state = rules.first_state(Mode(plan.mode), taken.free, taken.waiting)
    if guardians.settle(actor, edition, plan, age, now):
        state = State.GUARDIAN
    registration = _placed(actor, edition, state, now)
    asked = questions.questions(asked_of=AskedOf.PERSON)
    if given is None:
        question_rules.require_answers(asked, {})
    elif asked:
        answering.save(actor, Owner(edition.id, user_id=actor.user_id), asked, given, now=now)
    places.tell(edition, [registration], state, now)
    audit.record(actor, audit.Verb.EDITION_REGISTERED, registration, now=now, details={"state": str(state)})
    return registration


def _placed(actor: Actor, edition: Edition, state: State, now: datetime) -> Registration:
    row = locked(Registration, edition_id=edition.id, user_id=actor.user_id)
    if row is not None and row.state not in rules.GONE:
        raise AlreadyRegistered()
    if row is not None:
        places.move(actor, row, state, now)
        row.registered_at = now
        return row
    row = Registration(edition_id=edition.id, user_id=actor.user_id, registered_at=now, state=state)
    row.queued_at = now if state == State.WAITLISTED else None
    row.user = db.session.scalar(select(User).where(User.id == actor.user_id))
    with refusing(uq_registration_edition_id_user_id=AlreadyRegistered()):
        db.session.add(row)
    return row


@transactional
def save_answers(actor: Actor, registration: Registration, given: Given, *, now: datetime) -> None:
    """Change the own answers until they are frozen."""
    permit(actor, Permission.REGISTRATION_OWN, registration)
    question_rules.require_open(queries.plan(registration.edition_id).frozen_at, now)
    row = _own(registration)
    if row.state in (*rules.GONE, State.DECLINED):
        raise PlaceGone()
    asked = questions.questions(asked_of=AskedOf.PERSON)
    sheet = answering.save(actor, Owner(row.edition_id, user_id=row.user_id), asked, given, now=now)
    audit.record(actor, audit.Verb.ANSWERS_SAVED, sheet, now=now)


@transactional
def take_place(actor: Actor, edition: Edition, registration: Registration, *, now: datetime) -> bool:
    """Confirm an offered place; say whether there is one. Who waits and asks gets what has become free meanwhile."""
    permit(actor, Permission.REGISTRATION_OWN, registration)
    places.held_plan(edition, now)
    row = _own(registration)
    if row.state == State.ADMITTED:
        return True
    if row.state != State.OFFERED:
        audit.record(actor, audit.Verb.PLACES_OFFERED, row, now=now, details={"state": str(row.state)})
        return False
    places.move(actor, row, State.ADMITTED, now)
    places.tell(edition, [row], State.ADMITTED, now)
    return True


@transactional
def withdraw(actor: Actor, edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Give the place back: out of the team, and on to the next who waits."""
    permit(actor, Permission.REGISTRATION_OWN, registration)
    plan = places.held_plan(edition, now)
    turns.take_turn(actor.user_id)
    row = _own(registration)
    freed = int(row.state in rules.HOLDING)
    if row.state == State.ADMITTED:
        hooks.depart(actor, edition, row.user_id, now)
    places.move(actor, row, State.WITHDRAWN, now)
    places.tell(edition, [row], State.WITHDRAWN, now)
    audit.record(actor, audit.Verb.REGISTRATION_MOVED, row, now=now, details={"withdrawn": True})
    places.pass_on(edition, plan, now, freed=freed)


def _own(registration: Registration) -> Registration:
    row = locked(Registration, id=registration.id)
    if row is None:
        raise NotFound()
    return row
