"""Sessions of an event, who attended them, and how that came to be known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.attendance import How, Kind, Outcome


class EventSession(EditionScoped, db.Model):
    """Opening, workshop, final: what people come to. Who misses a required one has not finished."""

    __tablename__ = "event_session"
    __table_args__ = (referable(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Localized] = mapped_column(LocalizedText)
    place: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    required: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class AttendanceMark(EditionScoped, db.Model):
    """One scan, tick, undo or correction: kept whatever came after it.

    `client_id` is made by the device, so that sending a scan again is harmless; `at` is the moment of scanning.
    """

    __tablename__ = "attendance_mark"
    __table_args__ = (
        referable(),
        within_edition("session_id", "event_session"),
        UniqueConstraint("edition_id", "client_id"),
        Index("ix_attendance_mark_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    client_id: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[Kind] = mapped_column(String(5))
    how: Mapped[How] = mapped_column(String(12))
    outcome: Mapped[Outcome] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Attendance(EditionScoped, db.Model):
    """Somebody was at a session; `mark` is what made it so."""

    __tablename__ = "attendance"
    __table_args__ = (
        within_edition("session_id", "event_session"),
        within_edition("mark_id", "attendance_mark"),
        UniqueConstraint("edition_id", "session_id", "user_id"),
        Index("ix_attendance_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    mark_id: Mapped[int | None]

    user: Mapped[User] = relationship()
