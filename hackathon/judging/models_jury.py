"""What a judge can judge in an edition, teams that did not appear, and what was decided when a judge left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import within_edition, within_round
from hackathon.editions.scope import EditionScoped, RoundScoped


class JudgeProfile(EditionScoped, db.Model):
    """The languages and the briefs that a judge takes, none named for all, and the faculty; empty: the account's."""

    __tablename__ = "judge_profile"
    __table_args__ = (UniqueConstraint("edition_id", "user_id"), Index("ix_judge_profile_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    tracks: Mapped[list[int]] = mapped_column(JSON, default=list)
    faculty: Mapped[str] = mapped_column(String(200), default="")
    faculty_key: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class NoShow(RoundScoped, db.Model):
    """A team did not appear to be judged. Undoing it deletes the row; the history keeps both."""

    __tablename__ = "no_show"
    __table_args__ = (
        within_round(),
        within_edition("project_id", "project"),
        UniqueConstraint("round_number", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JudgeDeparture(RoundScoped, db.Model):
    """A judge left the jury: why, and whether the finished cards went, too. Decided before anybody saw the effect."""

    __tablename__ = "judge_departure"
    __table_args__ = (within_round(), Index("ix_judge_departure_user_id", "edition_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    with_finished: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)

    judge: Mapped[User] = relationship()


class JuryAbsence(RoundScoped, db.Model):
    """A judge of the edition does not sit in a round: nothing is dealt to them there."""

    __tablename__ = "jury_absence"
    __table_args__ = (within_round(), UniqueConstraint("edition_id", "round_number", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
