"""What institutions were called before, which were merged, and whom a merger moved."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import University
from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.dialects import unique_where


class FormerName(db.Model):
    """A name that was replaced: officially on a day, in the register at a moment."""

    __tablename__ = "university_former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    university_id: Mapped[int] = mapped_column(ForeignKey("university.id"), index=True)
    name: Mapped[Localized] = mapped_column(LocalizedText)
    short_name: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    until: Mapped[date | None] = mapped_column(Date)
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Merger(db.Model):
    """One institution went over into another; undoing keeps the row."""

    __tablename__ = "university_merger"
    __table_args__ = (
        CheckConstraint("old_id <> into_id", name="two_institutions"),
        unique_where("uq_university_merger_open", "old_id", condition="undone_at IS NULL"),
        Index("ix_university_merger_into_id", "into_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    old_id: Mapped[int] = mapped_column(ForeignKey("university.id"))
    into_id: Mapped[int] = mapped_column(ForeignKey("university.id"))
    merged_on: Mapped[date | None] = mapped_column(Date)
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    old: Mapped[University] = relationship(foreign_keys=old_id)
    into: Mapped[University] = relationship(foreign_keys=into_id)


class Move(db.Model):
    """A person whom a merger moved, so that it can be undone and old lists can say where the person was."""

    __tablename__ = "university_move"

    merger_id: Mapped[int] = mapped_column(ForeignKey("university_merger.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
