"""Teams, their members and mentors."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.dialects import unique_where
from hackathon.editions.models import Edition
from hackathon.editions.references import referable, within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.project_status import Admission


class Part(StrEnum):
    CAPTAIN = "captain"
    MEMBER = "member"


class Team(EditionScoped, db.Model):
    """`name_key` keeps look-alike names apart; `invite_version` revokes the invite link when it moves on."""

    __tablename__ = "team"
    __table_args__ = (referable(), UniqueConstraint("edition_id", "name_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(160))
    search_key: Mapped[str] = mapped_column(Text, default="")
    invite_version: Mapped[int] = mapped_column(default=1)
    admission: Mapped[Admission] = mapped_column(String(20), default=Admission.PENDING)
    admission_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    edition: Mapped[Edition] = relationship()
    memberships: Mapped[list[Membership]] = relationship(order_by="Membership.slot", back_populates="team")
    mentorships: Mapped[list[Mentorship]] = relationship(order_by="Mentorship.id", back_populates="team")

    @property
    def team_id(self) -> int:
        """Be a subject of permissions like anything inside the team."""
        return self.id


class Membership(EditionScoped, db.Model):
    """The database keeps a person in one team of an edition and a team within its slots."""

    __tablename__ = "membership"
    __table_args__ = (
        within_edition("team_id", "team"),
        UniqueConstraint("edition_id", "user_id"),
        UniqueConstraint("team_id", "slot"),
        unique_where("uq_membership_captain", "team_id", condition="part = 'captain'"),
        Index("ix_membership_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    part: Mapped[Part] = mapped_column(String(20), default=Part.MEMBER)
    slot: Mapped[int]
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    team: Mapped[Team] = relationship(back_populates="memberships", overlaps="edition")
    user: Mapped[User] = relationship()


class Mentorship(EditionScoped, db.Model):
    """A teacher who helps a team; counts as a conflict of interest in judging."""

    __tablename__ = "mentorship"
    __table_args__ = (within_edition("team_id", "team"), UniqueConstraint("team_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    team: Mapped[Team] = relationship(back_populates="mentorships", overlaps="edition")
    user: Mapped[User] = relationship()
