"""What was typed from paper scorecards: twice by different people, and what they agreed on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import within_edition, within_round
from hackathon.editions.scope import RoundScoped


class PaperStep(StrEnum):
    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"


class PaperEntry(RoundScoped, db.Model):
    """One typing of a judge's paper card; only the agreed one became the judge's scorecard. Never changed.

    `marks` are by the criterion's id as text.
    """

    __tablename__ = "paper_entry"
    __table_args__ = (
        within_round(),
        within_edition("project_id", "project"),
        UniqueConstraint("round_number", "project_id", "judge_id", "step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    step: Mapped[PaperStep] = mapped_column(String(10))
    marks: Mapped[dict[str, int]] = mapped_column(JSON)
    comment_to_team: Mapped[str] = mapped_column(Text, default="")
    comment_to_jury: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    entered_by: Mapped[User | None] = relationship(foreign_keys=[entered_by_id])
