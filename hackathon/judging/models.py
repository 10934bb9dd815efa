"""Who judges what, the marks, and declared conflicts of interest."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import referable, within_edition, within_round
from hackathon.editions.scope import EditionScoped, RoundScoped
from hackathon.projects.models import Project


class Origin(StrEnum):
    DEALT = "dealt"
    BY_HAND = "by_hand"


class AssignmentStatus(StrEnum):
    ASSIGNED = "assigned"
    RECUSED = "recused"
    REMOVED = "removed"
    NO_SHOW = "no_show"


class ScorecardStatus(StrEnum):
    DRAFT = "draft"
    FINISHED = "finished"


class JudgeAssignment(RoundScoped, db.Model):
    __tablename__ = "judge_assignment"
    __table_args__ = (
        referable(),
        within_round(),
        within_edition("project_id", "project"),
        UniqueConstraint("round_number", "project_id", "judge_id"),
        Index("ix_judge_assignment_judge", "edition_id", "judge_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    origin: Mapped[Origin] = mapped_column(String(20), default=Origin.DEALT)
    status: Mapped[AssignmentStatus] = mapped_column(String(20), default=AssignmentStatus.ASSIGNED)
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship()
    judge: Mapped[User] = relationship()


class RoundEntry(RoundScoped, db.Model):
    """A project came into a later round: with which place and exact score, and why, if it was chosen by hand."""

    __tablename__ = "round_entry"
    __table_args__ = (
        within_round(),
        within_edition("project_id", "project"),
        UniqueConstraint("round_number", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    place: Mapped[int | None]
    score: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship()


class DeclaredConflict(EditionScoped, db.Model):
    """A judge said why they cannot score a project fairly."""

    __tablename__ = "declared_conflict"
    __table_args__ = (within_edition("project_id", "project"), UniqueConstraint("project_id", "judge_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Text)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)

    judge: Mapped[User] = relationship()


class Scorecard(RoundScoped, db.Model):
    """One judge's marks and comments for one project. `version` goes up with every save; 1 is the first save."""

    __tablename__ = "scorecard"
    __table_args__ = (
        referable(),
        within_round(),
        within_edition("project_id", "project"),
        UniqueConstraint("round_number", "project_id", "judge_id"),
        Index("ix_scorecard_judge", "edition_id", "judge_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    judge_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    status: Mapped[ScorecardStatus] = mapped_column(String(20), default=ScorecardStatus.DRAFT)
    comment_to_team: Mapped[str] = mapped_column(Text, default="")
    comment_to_jury: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    judge: Mapped[User] = relationship()
    marks: Mapped[list[Mark]] = relationship(back_populates="scorecard", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    def mark_for(self, criterion_id: int) -> int | None:
        """Return the mark given for a criterion, or None."""
        return next((mark.value for mark in self.marks if mark.criterion_id == criterion_id), None)


class Mark(EditionScoped, db.Model):
    __tablename__ = "mark"
    __table_args__ = (
        within_edition("scorecard_id", "scorecard"),
        within_edition("criterion_id", "criterion"),
        CheckConstraint("value BETWEEN 0 AND 100", name="value"),
    )

    scorecard_id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]

    scorecard: Mapped[Scorecard] = relationship(back_populates="marks")


class MarkChain(RoundScoped, db.Model):
    """The head of a round's chain of marks: whoever appends holds this row. `secret` hides who its judges are."""

    __tablename__ = "mark_chain"
    __table_args__ = (referable(), within_round(), UniqueConstraint("edition_id", "round_number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64))
    secret: Mapped[str] = mapped_column(String(64))


class MarkEntry(EditionScoped, db.Model):
    """One version of a scorecard: a trigger refuses to change or delete it. `salt` and `content` stay private.

    `content` is the exact text that is sealed, see `rules/chain.py`. The card is named without a reference: its
    versions stay when it goes.
    """

    __tablename__ = "mark_entry"
    __table_args__ = (
        within_edition("chain_id", "mark_chain"),
        UniqueConstraint("chain_id", "number"),
        Index("ix_mark_entry_card", "scorecard_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain_id: Mapped[int]
    number: Mapped[int]
    scorecard_id: Mapped[int]
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    chain: Mapped[MarkChain] = relationship()

from hackathon.judging import (  # noqa: E402 - their tables belong to judging
    models_blind,  # noqa: F401
    models_paper,  # noqa: F401
    models_practice,  # noqa: F401
)
