"""What an institution was called at a moment, and where people were then: old lists stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from hackathon.accounts import register
from hackathon.accounts.models import User
from hackathon.accounts.models_universities import FormerName, Merger, Move
from hackathon.db import Localized, db

Naming = Callable[[User], Localized | None]


def as_of(moment: datetime | None) -> Naming:
    """Return a function that names a person's institution as it was called then; without a moment, as today."""
    if moment is None:
        return lambda user: user.university.name if user.university is not None else None
    known, names, places = register.current(), _names_at(moment), _places_at(moment)

    def name(user: User) -> Localized | None:
        there = places.get(user.id, user.university_id)
        today = known.entry(there)
        if today is None or today.id != user.university_id:
            # The person has chosen another one since; nothing tells when.
            there = user.university_id
        entry = known.entries.get(there) if there is not None else None
        return names.get(entry.id, entry.name) if entry is not None else None

    return name


def _names_at(moment: datetime) -> dict[int, Localized]:
    later = select(FormerName.university_id, FormerName.name).where(FormerName.replaced_at > moment)
    return dict(db.session.execute(later.order_by(FormerName.id.desc())).all())


def _places_at(moment: datetime) -> dict[int, int]:
    later = select(Move.user_id, Merger.old_id).join(Merger, Merger.id == Move.merger_id)
    return dict(db.session.execute(later.where(Merger.merged_at > moment).order_by(Merger.id.desc())).all())
