"""What is read of the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from hackathon.db import db
from hackathon.outbox.models import EmailStatus, OutgoingEmail

_SHOWN = (OutgoingEmail.subject, OutgoingEmail.language, OutgoingEmail.recipient, OutgoingEmail.created_at)


def newest(page: int, size: int) -> tuple[list[OutgoingEmail], int]:
    """Return one page of the letters, the newest first, and how many there are; for the local mailbox of a trial."""
    total = db.session.scalar(select(func.count(OutgoingEmail.id))) or 0
    start = (min(page, max(1, -(-total // size))) - 1) * size
    query = select(OutgoingEmail).options(load_only(*_SHOWN)).order_by(OutgoingEmail.id.desc())
    return list(db.session.scalars(query.limit(size).offset(start))), total


def letter(letter_id: int) -> OutgoingEmail | None:
    """Return one letter."""
    return db.session.get(OutgoingEmail, letter_id)


def last_written(prefix: str, people: Collection[int]) -> dict[int, datetime]:
    """Return when each of these people was last written to by a letter whose key begins like this."""
    query = select(OutgoingEmail.user_id, func.max(OutgoingEmail.created_at)).group_by(OutgoingEmail.user_id)
    query = query.where(OutgoingEmail.unique_key.startswith(prefix, autoescape=True))
    rows = db.session.execute(query.where(OutgoingEmail.user_id.in_(tuple(people))))
    return {row[0]: row[1] for row in rows}


def known_keys(prefix: str) -> set[str]:
    """Return the keys of letters that begin like this."""
    query = select(OutgoingEmail.unique_key)
    return set(db.session.scalars(query.where(OutgoingEmail.unique_key.startswith(prefix, autoescape=True))))


def counts() -> dict[str, int]:
    """Return how many letters are in each state."""
    rows = db.session.execute(select(OutgoingEmail.status, func.count()).group_by(OutgoingEmail.status))
    found = dict(rows.all())
    return {status.value: found.get(status, 0) for status in EmailStatus}
