"""What is read of the history."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from hackathon.audit.models import AuditEntry
from hackathon.editions.models import Edition


def newest_entry_of(edition_key: str, engine: Engine) -> int:
    """Return the id of an edition's newest entry, 0 without any: it changes whenever something in it changed."""
    edition = select(Edition.id).where(Edition.key == edition_key).scalar_subquery()
    query = select(func.max(AuditEntry.id)).where(AuditEntry.edition_id == edition)
    with engine.connect() as connection:
        return connection.scalar(query) or 0
