"""Participations of people whose accounts are erased: what the grant counts, and nothing that leads to a person."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.accounts.models import Category, Gender
from hackathon.db import db
from hackathon.editions.scope import EditionScoped


class FormerParticipation(EditionScoped, db.Model):
    """One participation without a person. Of a person's, one alone has `counts_as_person`: people are counted once."""

    __tablename__ = "former_participation"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    country: Mapped[str] = mapped_column(String(2), default="")
    university_id: Mapped[int | None] = mapped_column(ForeignKey("university.id"))
    gender: Mapped[Gender | None] = mapped_column(String(20))
    category: Mapped[Category] = mapped_column(String(20))
    states: Mapped[list[str]] = mapped_column(JSON, default=list)
    counts_as_person: Mapped[bool] = mapped_column(default=False)
