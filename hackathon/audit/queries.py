"""What is read of the history."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from hackathon.audit.models import AuditEntry
from hackathon.editions.models import Edition

# How many entries of one edition may be committed while another one is on its way.
AT_ONCE = 100


def newest_entries_of(edition_key: str, engine: Engine) -> int:
    """Return the sum of the ids of an edition's newest entries: it grows with every entry, 0 without any.

    The newest id alone would not do: an entry that was begun earlier and committed later has a smaller one.
    """
    edition = select(Edition.id).where(Edition.key == edition_key).scalar_subquery()
    newest = select(AuditEntry.id).where(AuditEntry.edition_id == edition).order_by(AuditEntry.id.desc()).limit(AT_ONCE)
    with engine.connect() as connection:
        return int(connection.scalar(select(func.sum(newest.subquery().c.id))) or 0)

