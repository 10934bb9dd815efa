"""People, their universities, consents, sessions and one-time links."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.db import Localized, LocalizedText, UtcDateTime, db
from hackathon.text import addressed_name

# What an erased person is called wherever something of theirs has to stay.
NOBODY = _l("Former participant")


class Category(StrEnum):
    STUDENT = "student"
    TEACHER = "teacher"
    STAFF = "staff"
    INDUSTRY = "industry"
    OTHER = "other"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


class ConsentPurpose(StrEnum):
    PRIVACY = "privacy"
    RULES = "rules"
    PHOTO = "photo"
    PUBLIC_NAME = "public_name"
    PARTNERS = "partners"


class TokenPurpose(StrEnum):
    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"
    SECOND_STEP = "second_step"
    ALARM = "alarm"
    INVITED = "invited"  # by an organizer who imported a list


class University(db.Model):
    """A line of the register; aliases are one per line. A merged one points at its successor, which never points on."""

    __tablename__ = "university"
    __table_args__ = (CheckConstraint("successor_id <> id", name="not_its_own_successor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    name: Mapped[Localized] = mapped_column(LocalizedText)
    city: Mapped[Localized] = mapped_column(LocalizedText)
    short_name: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    aliases: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    domain: Mapped[str] = mapped_column(String(300), default="")
    is_partner: Mapped[bool] = mapped_column(default=False)
    is_verified: Mapped[bool] = mapped_column(default=True)
    search_key: Mapped[str] = mapped_column(Text, default="")
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("university.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


def formal_name(family_name: str, given_name: str, patronymic: str) -> str:
    """Put a name together as it stands on paper."""
    return " ".join(part for part in (family_name, given_name, patronymic) if part)


class User(db.Model):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    family_name: Mapped[str] = mapped_column(String(120), default="")
    given_name: Mapped[str] = mapped_column(String(120), default="")
    patronymic: Mapped[str] = mapped_column(String(120), default="")
    latin_name: Mapped[str] = mapped_column(String(240), default="")
    university_id: Mapped[int | None] = mapped_column(ForeignKey("university.id"), index=True)
    university_other: Mapped[str] = mapped_column(String(200), default="")
    faculty: Mapped[str] = mapped_column(String(200), default="")
    faculty_key: Mapped[str] = mapped_column(String(200), default="")
    category: Mapped[Category] = mapped_column(String(20), default=Category.STUDENT)
    gender: Mapped[Gender | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5), default="ru")
    is_administrator: Mapped[bool] = mapped_column(default=False)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    search_key: Mapped[str] = mapped_column(Text, default="")

    university: Mapped[University | None] = relationship()
    consents: Mapped[list[Consent]] = relationship(back_populates="user")

    @property
    def user_id(self) -> int:
        """Be a subject of permissions: the account is its own person's."""
        return self.id

    @property
    def name(self) -> str:
        """Return the name as it is addressed: given name first."""
        return str(NOBODY) if self.erased_at else addressed_name(self.given_name, self.family_name)

    @property
    def formal_name(self) -> str:
        """Return the name as it stands on paper: family name, given name, patronymic."""
        if self.erased_at:
            return str(NOBODY)
        return formal_name(self.family_name, self.given_name, self.patronymic)


class ConsentWording(db.Model):
    """A text as it was shown to somebody who agreed to it; never changed, so that it can be read later."""

    __tablename__ = "consent_wording"
    __table_args__ = (UniqueConstraint("purpose", "version", "language", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    first_shown_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(db.Model):
    """One purpose that a person agreed to, with the version of the text; withdrawing keeps the row."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_user_purpose", "user_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(String(20))
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("consent_wording.id"))

    user: Mapped[User] = relationship(back_populates="consents")
    wording: Mapped[ConsentWording | None] = relationship()


class UserSession(db.Model):
    """A sign-in that can be revoked; only the hash of what the browser holds is stored."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_factor: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship()


class AccountToken(db.Model):
    """A one-time link sent by mail; only its hash is stored."""

    __tablename__ = "account_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[TokenPurpose] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


# Registers the tables of these parts.
from hackathon.accounts import models_limits, models_universities  # noqa: E402, F401
