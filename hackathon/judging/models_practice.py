"""The practice card: an invented project that every judge scores first. It is no `Project`, so nothing counts it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import UtcDateTime, db
from hackathon.editions.references import referable, within_edition, within_round
from hackathon.editions.scope import RoundScoped


class CalibrationExample(RoundScoped, db.Model):
    """What judges score to compare how they read the rubric; `required` holds back their first real card."""

    __tablename__ = "calibration_example"
    __table_args__ = (referable(), within_round(), UniqueConstraint("edition_id", "round_number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    explanation: Mapped[str] = mapped_column(Text, default="")
    required: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class CalibrationCard(RoundScoped, db.Model):
    """One judge's marks for the example, by the criterion's id as text. Finished at once, never changed."""

    __tablename__ = "calibration_card"
    __table_args__ = (
        within_round(),
        within_edition("example_id", "calibration_example"),
        UniqueConstraint("example_id", "judge_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    example_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    marks: Mapped[dict[str, int]] = mapped_column(JSON)
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
