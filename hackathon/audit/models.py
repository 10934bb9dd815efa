"""The append-only history: a trigger in the database refuses to change or delete a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import UtcDateTime, db


class AuditEntry(db.Model):
    """Who did what to which thing, when. `personal` alone may hold personal data, so that it can be erased."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_edition", "edition_id", "id"),
        Index("ix_audit_entry_verb", "verb", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    personal: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
