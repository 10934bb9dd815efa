"""Who is under age in an edition, and what their guardian said."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.models import Edition
from hackathon.editions.scope import EditionScoped


class GuardianConsent(EditionScoped, db.Model):
    """One person under age. A newer letter moves `link_version` on; a consent that was taken back is none."""

    __tablename__ = "guardian_consent"
    __table_args__ = (UniqueConstraint("edition_id", "user_id"), Index("ix_guardian_consent_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    birth_date: Mapped[date] = mapped_column(Date)
    guardian_name: Mapped[str] = mapped_column(String(200))
    guardian_email: Mapped[str] = mapped_column(String(254))
    guardian_language: Mapped[str] = mapped_column(String(5))
    link_version: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consented_name: Mapped[str] = mapped_column(String(200), default="")
    text_version: Mapped[str] = mapped_column(String(20), default="")
    text_language: Mapped[str] = mapped_column(String(5), default="")
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("consent_wording.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
    edition: Mapped[Edition] = relationship()

    @property
    def is_given(self) -> bool:
        """Say whether the guardian agrees at present."""
        return self.consented_at is not None and self.withdrawn_at is None
