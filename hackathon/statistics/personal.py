"""What stays of a participation when its person is erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.holdings import nobodys, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.rules.registrations import State
from hackathon.statistics import queries
from hackathon.statistics.models import FormerParticipation

nobodys(FormerParticipation, "id edition_id country university_id gender category states counts_as_person")


def keep_counts(user: User, now: datetime) -> None:
    """Write a row without a person for each edition, so that the project's numbers stay right."""
    registrations = select(Registration).where(Registration.user_id == user.id, Registration.state == State.ADMITTED)
    for number, registration in enumerate(db.session.scalars(registrations.order_by(Registration.id)).all()):
        db.session.add(FormerParticipation(
            edition_id=registration.edition_id, country=user.university.country if user.university else "",
            university_id=user.university_id, gender=user.gender, category=user.category,
            states=queries.states_of(user, registration), counts_as_person=number == 0,
        ))  # fmt: skip
    db.session.flush()


if keep_counts not in steps:
    steps.append(keep_counts)
