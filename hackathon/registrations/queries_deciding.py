"""Who is decided about, and what a decision would do: the same for the preview and for the action."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.registrations import guardians, queries
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules import registrations as rules
from hackathon.rules.registrations import Fate, State


def chosen(ids: Sequence[int], *, hold: bool = False) -> list[Registration]:
    """Return these registrations, those who registered first coming first."""
    query = select(Registration).where(Registration.id.in_(list(ids))).options(joinedload(Registration.user))
    query = query.order_by(Registration.registered_at, Registration.id)
    if hold:
        query = query.with_for_update(of=Registration)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def foreseen(rows: Sequence[Registration], target: State, plan: RegistrationPlan) -> list[Fate]:
    """Say what a decision does to each, given the places that are free now."""
    minors = guardians.awaited([each.user_id for each in rows])
    states = [
        rules.Chosen(each.id, State(each.state), awaits_guardian=each.user_id in minors or each.state == State.GUARDIAN)
        for each in rows
    ]
    return rules.fates(states, target, queries.places(plan.capacity).free)
