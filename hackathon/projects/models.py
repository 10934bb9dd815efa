"""Projects, their files, and what was handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.challenges.models import Challenge
from hackathon.db import UtcDateTime, db
from hackathon.editions.models import Edition
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.project_status import ProjectStatus
from hackathon.teams.models import Team


class Project(EditionScoped, db.Model):
    """What a team works on: the draft. Judges and visitors see the latest `Submission`, never this row's texts.

    `language` is what it is written in, empty for the edition's main language.
    `submission_number` is that of the latest submission, 0 before the first, and `submitted_round` the round it is for.
    """

    __tablename__ = "project"
    __table_args__ = (
        referable(),
        within_edition("team_id", "team"),
        within_edition("challenge_id", "challenge"),
        UniqueConstraint("team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    challenge_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(5), default="")
    title: Mapped[str] = mapped_column(String(160), default="")
    pitch: Mapped[str] = mapped_column(String(280), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    repository_url: Mapped[str] = mapped_column(String(500), default="")
    demo_url: Mapped[str] = mapped_column(String(500), default="")
    video_url: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[ProjectStatus] = mapped_column(String(20), default=ProjectStatus.DRAFT)
    submission_number: Mapped[int] = mapped_column(default=0)
    submitted_round: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship()
    team: Mapped[Team] = relationship(overlaps="edition")
    challenge: Mapped[Challenge | None] = relationship(overlaps="edition,team")
    files: Mapped[list[ProjectFile]] = relationship(
        order_by="ProjectFile.id",
        primaryjoin="and_(ProjectFile.project_id == Project.id, ProjectFile.removed_at.is_(None))",
        viewonly=True,
    )
    latest: Mapped[Submission | None] = relationship(
        primaryjoin="and_(Submission.project_id == Project.id, Submission.number == Project.submission_number)",
        viewonly=True,
        uselist=False,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def changed_since_submission(self) -> bool:
        """Say whether the draft has moved on since it was last handed in."""
        return self.submitted_at is not None and self.saved_at > self.submitted_at


class ProjectFile(EditionScoped, db.Model):
    """A file of a project; a removed one stays for the submissions that hold it."""

    __tablename__ = "project_file"
    __table_args__ = (referable(), within_edition("project_id", "project"))

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(index=True)
    stored_name: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship()


class Submission(EditionScoped, db.Model):
    """What was handed in at one moment, frozen: texts, links, files with their SHA-256, and the digest of it all.

    `content` has title, pitch, description, challenge_id, repository_url, demo_url, video_url and files
    (id, name, media_type, size, sha256), and language if it is known; `sha256` is that of its canonical JSON. Language
    and challenge stand beside it for dealing. Judges of a round see the last one that is for it or for one before.
    """

    __tablename__ = "submission"
    __table_args__ = (
        referable(),
        within_edition("project_id", "project"),
        UniqueConstraint("project_id", "number"),
        UniqueConstraint("project_id", "idempotency_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int]
    number: Mapped[int]
    round_number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(160))
    pitch: Mapped[str] = mapped_column(String(280))
    language: Mapped[str] = mapped_column(String(5), default="")
    challenge_id: Mapped[int | None]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    idempotency_key: Mapped[str] = mapped_column(String(64))
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship()
