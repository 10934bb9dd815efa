"""What is read of the outbox."""

from __future__ import annotations

from sqlalchemy import func, select

from hackathon.db import db
from hackathon.outbox.models import EmailStatus, OutgoingEmail


def newest(limit: int = 100) -> list[OutgoingEmail]:
    """Return the newest letters, for the local mailbox of a trial."""
    return list(db.session.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id.desc()).limit(limit)))


def letter(letter_id: int) -> OutgoingEmail | None:
    """Return one letter."""
    return db.session.get(OutgoingEmail, letter_id)


def counts() -> dict[str, int]:
    """Return how many letters are in each state."""
    rows = db.session.execute(select(OutgoingEmail.status, func.count()).group_by(OutgoingEmail.status))
    found = dict(rows.tuples().all())
    return {status.value: found.get(status, 0) for status in EmailStatus}
