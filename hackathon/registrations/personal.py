"""What registration keeps of people beside the registration itself; and what becomes of a place given up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon.accounts import mentions
from hackathon.accounts.holdings import nobodys, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import hooks as editions
from hackathon.editions import scope
from hackathon.editions.models import Edition, Registration
from hackathon.registrations import hooks, personal_guardians, places  # noqa: F401 - it declares guardians
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules.registrations import HOLDING

nobodys(RegistrationPlan, "id edition_id mode capacity confirm_hours asks_age frozen_at version")


def end_registrations(user: User, now: datetime) -> None:
    """Give the place up in every edition to which the person neither came nor belongs; it goes to who waits."""
    mentions.take_out(user, Registration.reason)
    for registration in list(db.session.scalars(select(Registration).where(Registration.user_id == user.id))):
        edition, held = db.session.get(Edition, registration.edition_id), registration.state in HOLDING
        with scope.of(edition.id):
            if not editions.takes_part(user.id) and not hooks.have_traces([user.id]):
                plan = places.held_plan(edition, now)
                db.session.delete(registration)
                db.session.flush()
                places.pass_on(edition, plan, now, freed=int(held))


if end_registrations not in steps:
    steps.append(end_registrations)
