"""What is read of editions."""

from __future__ import annotations

from sqlalchemy import select

from hackathon.db import db
from hackathon.editions.models import Edition


def edition_by_key(key: str) -> Edition | None:
    """Return the edition with this key; whether a person may see it is decided by the permission."""
    return db.session.scalar(select(Edition).where(Edition.key == key))


def public_editions() -> list[Edition]:
    """Return every announced edition, in the order of its country."""
    query = select(Edition).where(Edition.announced_at.is_not(None)).order_by(Edition.country, Edition.key)
    return list(db.session.scalars(query))
