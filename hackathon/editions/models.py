"""One country's hackathon in one year: the tenant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import User
from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.dialects import unique_where
from hackathon.editions import scope
from hackathon.editions.badges import new_code
from hackathon.editions.models_rounds import Criterion as Criterion
from hackathon.editions.models_rounds import Round
from hackathon.editions.scope import EditionScoped
from hackathon.rules.registrations import State
from hackathon.rules.schedule import Schedule


class Role(StrEnum):
    ORGANIZER = "organizer"
    JUDGE = "judge"
    CHAIR = "chair"  # of the jury: a judge who confirms the results


class Edition(db.Model):
    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    country: Mapped[str] = mapped_column(String(2))
    title: Mapped[Localized] = mapped_column(LocalizedText)
    summary: Mapped[Localized] = mapped_column(LocalizedText)
    rules: Mapped[Localized] = mapped_column(LocalizedText, deferred=True, deferred_group="texts")
    prizes: Mapped[Localized] = mapped_column(LocalizedText, deferred=True, deferred_group="texts")
    partners: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, deferred=True, deferred_group="texts")
    city: Mapped[Localized] = mapped_column(LocalizedText)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    time_zone: Mapped[str] = mapped_column(String(60))
    main_language: Mapped[str] = mapped_column(String(5), default="ru")
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en", "ru"])
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_opens: Mapped[datetime] = mapped_column(UtcDateTime)
    registration_closes: Mapped[datetime] = mapped_column(UtcDateTime)
    submissions_open: Mapped[datetime] = mapped_column(UtcDateTime)
    submissions_close: Mapped[datetime] = mapped_column(UtcDateTime)
    results_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    team_size_min: Mapped[int] = mapped_column(default=2)
    team_size_max: Mapped[int] = mapped_column(default=5)
    judging_reminders: Mapped[bool] = mapped_column(default=True)
    appeal_hours: Mapped[int] = mapped_column(default=48)
    judges_named: Mapped[bool] = mapped_column(default=False)
    # Which of its rounds of judging the edition is in; later ones are being prepared, earlier ones are over.
    round_number: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    rounds: Mapped[list[Round]] = relationship(order_by="Round.number", back_populates="edition")

    __mapper_args__ = {"version_id_col": version}

    @property
    def edition_id(self) -> int:
        """Be a subject of permissions and rules like anything inside the edition."""
        return self.id

    @property
    def round(self) -> Round:
        """Return the round entered, or the one that the edition is in."""
        number = scope.round_of(self.id) or self.round_number
        return next(each for each in self.rounds if each.number == number)

    @property
    def address(self) -> str:
        """Return what names the round entered in addresses for good: letters are read after the edition went on."""
        return self.key if len(self.rounds) == 1 else f"{self.key}/rounds/{self.round.number}"

    @property
    def is_in_last_round(self) -> bool:
        """Tell whether the round entered decides about the places of the edition."""
        return self.round.number == self.rounds[-1].number

    @property
    def schedule(self) -> Schedule:
        """Return the moments that decide what is open; judging is that of the round entered."""
        return Schedule(
            announced_at=self.announced_at,
            registration_opens=self.registration_opens,
            registration_closes=self.registration_closes,
            submissions_open=self.submissions_open,
            submissions_close=self.submissions_close,
            judging_opens=self.round.judging_opens,
            judging_closes=self.round.judging_closes,
            results_published_at=self.results_published_at,
        )


class EditionRole(EditionScoped, db.Model):
    __tablename__ = "edition_role"
    __table_args__ = (
        UniqueConstraint("edition_id", "user_id", "role"),
        Index("ix_edition_role_user_id", "user_id"),
        unique_where("uq_edition_role_chair", "edition_id", condition="role = 'chair'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class RoleInvitation(EditionScoped, db.Model):
    """A link by mail that makes its reader a judge or an organizer; only the token's hash is stored."""

    __tablename__ = "role_invitation"
    __table_args__ = (Index("ix_role_invitation_email_key", "edition_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    edition: Mapped[Edition] = relationship()


class Registration(EditionScoped, db.Model):
    """A person takes part in an edition, with or without a team, or applied to: only the admitted take part.

    `code` is what the badge shows: of use to organizers of the edition alone, and renewed at will.
    `queued_at` is the place on the waitlist; `offer_ends_at` until when a freed place is held.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("edition_id", "user_id"),
        UniqueConstraint("edition_id", "code"),
        Index("ix_registration_user_id", "user_id"),
        Index("ix_registration_state", "edition_id", "state", "queued_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[State] = mapped_column(String(12), default=State.ADMITTED)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offer_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code: Mapped[str] = mapped_column(String(10), default=new_code)
    reason: Mapped[str] = mapped_column(Text, default="")
    reason_shown: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship()
