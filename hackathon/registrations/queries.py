"""What is read of registrations: how they work, one person's own, and how many are in each state.

What other features may rest on: `is_admitted`, `admitted_ids`, `counts`, `own`, and `Actor.registered_in`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration
from hackathon.errors import NotFound
from hackathon.questions import queries as questions
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules import registrations as rules
from hackathon.rules.permissions import Actor
from hackathon.rules.questions import AskedOf
from hackathon.rules.registrations import Mode, State


@dataclass(frozen=True)
class Places:
    """How many places there are, are held, and are waited for."""

    capacity: int | None
    held: int
    waiting: int

    @property
    def free(self) -> int | None:
        return rules.free_places(self.capacity, self.held)


def plan(edition_id: int) -> RegistrationPlan:
    """Return how registration works in the edition entered; without settings it is open to everybody."""
    found = db.session.scalar(select(RegistrationPlan).where(RegistrationPlan.edition_id == edition_id))
    if found is not None:
        return found
    return RegistrationPlan(edition_id=edition_id, mode=Mode.OPEN, confirm_hours=48, asks_age=False, version=0)


def counts() -> dict[State, int]:
    """Return how many registrations of the edition entered are in each state."""
    query = select(Registration.state, func.count(Registration.id)).group_by(Registration.state)
    found = dict(db.session.execute(query).all())
    return {state: found.get(state.value, 0) for state in State}


def places(capacity: int | None) -> Places:
    """Return how the places of the edition entered are taken."""
    found = counts()
    return Places(capacity, sum(found[state] for state in rules.HOLDING), found[State.WAITLISTED])


def own(user_id: int | None) -> Registration | None:
    """Return a person's registration for the edition entered, whatever its state."""
    query = select(Registration).where(Registration.user_id == user_id).options(_with_person())
    return db.session.scalar(query)


def registration(registration_id: int) -> Registration:
    """Return a registration of the edition entered with its person."""
    query = select(Registration).where(Registration.id == registration_id).options(_with_person())
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def _with_person() -> object:
    return joinedload(Registration.user).joinedload(User.university)


def is_admitted(user_id: int | None) -> bool:
    """Say whether a person takes part in the edition entered: only they found and join teams."""
    query = select(Registration.id).where(Registration.user_id == user_id, Registration.state == State.ADMITTED)
    return db.session.scalar(query) is not None


def admitted_ids(user_ids: Collection[int] | None = None) -> set[int]:
    """Return who of these people, or of everybody, takes part in the edition entered."""
    query = select(Registration.user_id).where(Registration.state == State.ADMITTED)
    return set(db.session.scalars(query if user_ids is None else query.where(Registration.user_id.in_(list(user_ids)))))


def needs_form(edition_id: int, *, or_waits: bool = False) -> bool:
    """Say whether nobody can be registered in passing: somebody reviews, something must be answered, or all is full."""
    present = plan(edition_id)
    if present.mode == Mode.REVIEWED or present.asks_age:
        return True
    if or_waits and present.capacity is not None:
        taken = places(present.capacity)
        if rules.first_state(Mode.OPEN, taken.free, taken.waiting) != State.ADMITTED:
            return True
    return any(each.required for each in questions.questions(asked_of=AskedOf.PERSON))


def ahead_of(waiting: Registration) -> int:
    """Return how many wait longer on the waitlist."""
    earlier = or_(
        Registration.queued_at < waiting.queued_at,
        (Registration.queued_at == waiting.queued_at) & (Registration.id < waiting.id),
    )
    query = select(func.count(Registration.id)).where(Registration.state == State.WAITLISTED, earlier)
    return db.session.scalar(query) or 0


def waiting_everywhere(actor: Actor) -> list[tuple[Registration, Edition]]:
    """Return a person's own applications that wait for somebody, with their editions."""
    query = select(Registration, Edition).join(Edition, Edition.id == Registration.edition_id)
    query = query.where(Registration.user_id == actor.user_id, Registration.state.in_(rules.WAITING))
    with scope.every_edition(because="every page tells a person what they have to confirm, whichever edition it is of"):
        return [(row[0], row[1]) for row in db.session.execute(query.order_by(Registration.id))]


def with_a_waitlist() -> list[int]:
    """Return the editions in which somebody waits for a place or holds an offer."""
    states = (State.WAITLISTED, State.OFFERED)
    with scope.every_edition(because="the worker offers places wherever they are free"):
        query = select(Registration.edition_id).where(Registration.state.in_(states)).distinct()
        return sorted(db.session.scalars(query))


def edition(edition_id: int) -> Edition:
    """Return an edition by its id, for the worker."""
    return db.session.get(Edition, edition_id)


def is_free_for(waiting: Registration, plan: RegistrationPlan, now: datetime) -> bool:
    """Say whether a place is free for somebody on the waitlist, even if no letter has offered it yet."""
    late = select(func.count(Registration.id)).where(
        Registration.state == State.OFFERED, Registration.offer_ends_at <= now
    )
    lapsed = db.session.scalar(late) or 0
    free = rules.free_places(plan.capacity, places(plan.capacity).held - lapsed)
    count = rules.passed_on(Mode(plan.mode), free, lapsed)
    return count is None or count > ahead_of(waiting)
