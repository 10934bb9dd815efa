"""Give projects the numbers under which judges know them while judging is blind."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging.models_blind import BlindNumber
from hackathon.rules import blindness


def give_if_blind(edition: Edition, projects: Collection[int]) -> None:
    """Give numbers to projects that are dealt where judging is blind."""
    if edition.round.blind:
        give_numbers(edition.id, projects)


def give_numbers(edition_id: int, projects: Collection[int]) -> None:
    """Draw a number for each project that has none; whoever deals or chooses holds the edition meanwhile."""
    taken = dict(db.session.execute(select(BlindNumber.project_id, BlindNumber.number)).all())
    used = set(taken.values())
    # In no order of theirs: rows that lie side by side say nothing either.
    for project in secrets.SystemRandom().sample(sorted(set(projects) - set(taken)), len(set(projects) - set(taken))):
        number = blindness.free_number(used, secrets.choice)
        used.add(number)
        db.session.add(BlindNumber(edition_id=edition_id, project_id=project, number=number))
    db.session.flush()
