"""Who looks for a team, and which teams look for members."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import UtcDateTime, db
from hackathon.editions.references import within_edition
from hackathon.editions.scope import EditionScoped
from hackathon.teams.models import Team


class Wish:
    """Skills and languages by key, challenges by id, own words; `tags` is what filters look at: " s:data l:ru c:3 "."""

    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    other_skills: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    challenges: Mapped[list[int]] = mapped_column(JSON, default=list)
    words: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class PoolEntry(Wish, EditionScoped, db.Model):
    """Somebody wants to be found by teams of the edition. Leaving deletes the row."""

    __tablename__ = "pool_entry"
    __table_args__ = (UniqueConstraint("edition_id", "user_id"), Index("ix_pool_entry_user_id", "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User] = relationship()


class TeamLook(Wish, EditionScoped, db.Model):
    """A team looks for members, and says for which."""

    __tablename__ = "team_look"
    __table_args__ = (within_edition("team_id", "team"), UniqueConstraint("team_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int]

    team: Mapped[Team] = relationship(overlaps="edition")
