"""How people come into teams: invitations to them, and requests of theirs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.dialects import unique_where
from hackathon.editions.references import within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.rules.joining import Closing
from hackathon.teams.models import Team


class InvitedAs(StrEnum):
    MEMBER = "member"
    MENTOR = "mentor"


class TeamInvitation(EditionScoped, db.Model):
    """To an address by letter, to a person of the pool, or to whoever has the link. The link is sealed, not stored.

    `user_id` is the person meant, or whose account has the address; a captain who typed an address never learns it.
    """

    __tablename__ = "team_invitation"
    __table_args__ = (
        within_edition("team_id", "team"),
        Index("ix_team_invitation_email_key", "edition_id", "email_key"),
        Index("ix_team_invitation_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    invited_as: Mapped[InvitedAs] = mapped_column(String(10), default=InvitedAs.MEMBER)
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    single_use: Mapped[bool] = mapped_column(default=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closing: Mapped[Closing | None] = mapped_column(String(10))

    team: Mapped[Team] = relationship(overlaps="edition")
    user: Mapped[User | None] = relationship(foreign_keys=user_id)

    @property
    def is_personal(self) -> bool:
        """Tell whether only one person can use it."""
        return bool(self.email_key) or self.user_id is not None


class JoinRequest(EditionScoped, db.Model):
    """Somebody asks a team for a seat; its captain answers."""

    __tablename__ = "join_request"
    __table_args__ = (
        within_edition("team_id", "team"),
        unique_where("uq_join_request_open", "team_id", "user_id", condition="closed_at IS NULL"),
        Index("ix_join_request_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closing: Mapped[Closing | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(Text, default="")

    team: Mapped[Team] = relationship(overlaps="edition")
    user: Mapped[User] = relationship()
