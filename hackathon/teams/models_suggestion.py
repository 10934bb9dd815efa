"""Teams that were worked out for those left alone, and what became of each of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped


class Fate(StrEnum):
    OPEN = "open"
    ALONE = "alone"  # the suggestion found no team
    SEATED = "seated"
    ELSEWHERE = "elsewhere"  # found a team meanwhile
    GONE = "gone"  # takes part no more, or has an office now
    FEW = "few"  # too few of the others were left, or they share no language any more


class TeamSuggestion(EditionScoped, db.Model):
    """What was wished, what the division costs, and below what no division can come."""

    __tablename__ = "team_suggestion"
    __table_args__ = (referable(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    size: Mapped[int]
    wishes: Mapped[list[str]] = mapped_column(JSON, default=list)
    cost: Mapped[int]
    bound: Mapped[int]
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    seats: Mapped[list[SuggestedSeat]] = relationship(
        order_by="SuggestedSeat.id", back_populates="suggestion", cascade="all, delete-orphan"
    )


class SuggestedSeat(EditionScoped, db.Model):
    """One person of a suggestion; `number` is the team's, 0 for nobody's."""

    __tablename__ = "suggested_seat"
    __table_args__ = (
        within_edition("suggestion_id", "team_suggestion"),
        UniqueConstraint("suggestion_id", "user_id"),
        Index("ix_suggested_seat_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    number: Mapped[int]
    fate: Mapped[Fate] = mapped_column(String(10), default=Fate.OPEN)

    suggestion: Mapped[TeamSuggestion] = relationship(back_populates="seats", overlaps="edition")
    user: Mapped[User] = relationship()
