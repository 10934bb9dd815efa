"""Questions of a form, what a person or a team answered, and files among the answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.questions import AskedOf, Kind, Shape


class Question(EditionScoped, db.Model):
    """One question of a form; `options` are [{key, text by language}], `least` and `most` limit what fits its kind.

    A question with answers is retired, never deleted: its answers stay in exports.
    """

    __tablename__ = "question"
    __table_args__ = (referable(), Index("ix_question_form", "edition_id", "form", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(20))
    kind: Mapped[Kind] = mapped_column(String(10))
    asked_of: Mapped[AskedOf] = mapped_column(String(10))
    wording: Mapped[Localized] = mapped_column(LocalizedText)
    help: Mapped[Localized] = mapped_column(LocalizedText)
    required: Mapped[bool] = mapped_column(default=False)
    shown_to_jury: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    least: Mapped[int | None]
    most: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def shape(self) -> Shape:
        """Return what answers rest on."""
        keys = frozenset(option["key"] for option in self.options)
        kind, asked_of = Kind(self.kind), AskedOf(self.asked_of)
        return Shape(kind, asked_of, self.required, self.shown_to_jury, keys, self.least, self.most)


class AnswerSheet(EditionScoped, db.Model):
    """The answers of one person or one team to a form; its version keeps two tabs apart."""

    __tablename__ = "answer_sheet"
    __table_args__ = (
        referable(),
        within_edition("team_id", "team"),
        UniqueConstraint("edition_id", "form", "user_id"),
        UniqueConstraint("edition_id", "form", "team_id"),
        Index("ix_answer_sheet_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    team_id: Mapped[int | None]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    answers: Mapped[list[Answer]] = relationship(order_by="Answer.id", back_populates="sheet")

    @property
    def values(self) -> dict[int, Any]:
        """Return the answers by question."""
        return {each.question_id: each.value for each in self.answers}


class Answer(EditionScoped, db.Model):
    """One answer: text, number, date as text, the key of an option, a list of keys, or {"file": id}."""

    __tablename__ = "answer"
    __table_args__ = (
        within_edition("sheet_id", "answer_sheet"),
        within_edition("question_id", "question"),
        UniqueConstraint("sheet_id", "question_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int]
    question_id: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)

    sheet: Mapped[AnswerSheet] = relationship(back_populates="answers")


class AnswerFile(EditionScoped, db.Model):
    """A file that somebody chose as an answer; without a sheet it waits for the rest of the form for a day."""

    __tablename__ = "answer_file"
    __table_args__ = (
        within_edition("question_id", "question"),
        within_edition("sheet_id", "answer_sheet"),
        Index("ix_answer_file_uploaded_by_id", "uploaded_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int]
    sheet_id: Mapped[int | None]
    stored_name: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
