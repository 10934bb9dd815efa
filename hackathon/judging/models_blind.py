"""Blind judging: the numbers under which judges know projects, and the texts that they read instead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.db import UtcDateTime, db
from hackathon.editions.references import within_edition
from hackathon.editions.scope import EditionScoped


class BlindNumber(EditionScoped, db.Model):
    """What a project is called where judges do not learn whose it is. Drawn at random, and stays."""

    __tablename__ = "blind_number"
    __table_args__ = (within_edition("project_id", "project"), UniqueConstraint("edition_id", "number"))

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Redaction(EditionScoped, db.Model):
    """A submission's texts as an organizer let them through; another submission has another SHA-256 and none of these.

    `links` names the fields whose addresses judges get, `withheld` the ids of files that they do not.
    """

    __tablename__ = "redaction"
    __table_args__ = (within_edition("project_id", "project"), UniqueConstraint("project_id", "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(160))
    pitch: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    withheld: Mapped[list[int]] = mapped_column(JSON, default=list)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
