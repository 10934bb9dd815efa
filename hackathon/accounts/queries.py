"""What is read of people, sessions and universities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts import tokens
from hackathon.accounts.models import AccountToken, TokenPurpose, University, User, UserSession
from hackathon.db import connection, db
from hackathon.errors import NotFound
from hackathon.text import addressed_name, email_key, search_key

# Asked by every request of somebody who is signed in, so it is built once.
_OPEN_SESSION = (
    select(
        UserSession.id, User.id, User.is_administrator, User.given_name, User.family_name, User.email, User.language,
        UserSession.second_factor, UserSession.verified_at, UserSession.last_seen_at,
    )
    .join(User, User.id == UserSession.user_id)
    .where(
        UserSession.token_hash == bindparam("digest"),
        UserSession.revoked_at.is_(None),
        UserSession.expires_at > bindparam("now"),
        User.deactivated_at.is_(None),
    )
)


@dataclass(frozen=True)
class SignIn:
    """An open session, and what every request asks about its user."""

    session_id: int
    user_id: int
    is_administrator: bool
    name: str
    email: str
    language: str
    second_factor: bool = False
    verified_at: datetime | None = None
    last_seen_at: datetime | None = None


def open_session(token: str, *, now: datetime) -> SignIn | None:
    """Return the session that a browser's token opens, unless it is revoked, expired, or its account is shut."""
    row = connection().execute(_OPEN_SESSION, {"digest": tokens.digest(token), "now": now}).first()
    if row is None:
        return None
    session_id, user_id, is_administrator, given_name, family_name, *others = row
    return SignIn(session_id, user_id, is_administrator, addressed_name(given_name, family_name), *others)


def sessions_of(user_id: int, *, now: datetime) -> list[UserSession]:
    """Return the open sign-ins of a person, the newest first."""
    query = select(UserSession).where(
        UserSession.user_id == user_id, UserSession.revoked_at.is_(None), UserSession.expires_at > now
    )
    return list(db.session.scalars(query.order_by(UserSession.id.desc())))


def user_by_email(address: str) -> User | None:
    """Return the account of an e-mail address, however it is written."""
    return db.session.scalar(select(User).where(User.email_key == email_key(address)))


def user_by_id(user_id: int) -> User | None:
    """Return an account."""
    return db.session.get(User, user_id)


def account(user_id: int) -> User:
    """Return an account for an administrator's page."""
    user = user_by_id(user_id)
    if user is None or user.erased_at is not None:
        raise NotFound()
    return user


def credentials_of(address: str) -> tuple[int, str] | None:
    """Return (id, password hash) of the account of an address."""
    row = db.session.execute(select(User.id, User.password_hash).where(User.email_key == email_key(address))).first()
    return (row[0], row[1]) if row else None


def password_hash_of(user_id: int) -> str:
    """Return the password hash of an account."""
    return db.session.scalars(select(User.password_hash).where(User.id == user_id)).one()


def owner_of_link(token: str, purpose: TokenPurpose | str, *, now: datetime) -> User | None:
    """Return whose account a link from a letter is for, as long as it can be used."""
    query = (
        select(User)
        .join(AccountToken, AccountToken.user_id == User.id)
        .where(
            AccountToken.token_hash == tokens.digest(token),
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
            AccountToken.expires_at > now,
            User.deactivated_at.is_(None),
        )
    )
    return db.session.scalar(query)


def people(search: str, kind: str, *, page: int, size: int) -> tuple[list[User], int]:
    """Return one page of the accounts and how many there are in all, found by name, address or university."""
    query = _of_kind(select(User).where(User.erased_at.is_(None)), kind)
    for word in search_key(search).split():
        found = User.search_key.contains(word, autoescape=True), User.email_key.contains(word, autoescape=True)
        query = query.where(or_(*found))
    total = db.session.scalar(query.with_only_columns(func.count(User.id))) or 0
    last = max(1, -(-total // size))
    rows = query.options(joinedload(User.university)).order_by(User.family_name, User.given_name, User.id)
    return list(db.session.scalars(rows.limit(size).offset((min(page, last) - 1) * size))), total


def _of_kind(query: Select[Any], kind: str) -> Select[Any]:
    conditions = {
        "administrators": User.is_administrator,
        "unconfirmed": User.email_confirmed_at.is_(None),
        "deactivated": User.deactivated_at.is_not(None),
    }
    return query.where(conditions[kind]) if kind in conditions else query


def count_people() -> dict[str, int]:
    """Return how many accounts there are: in all, unconfirmed, shut, with all rights."""
    counts = (
        func.count(User.id),
        func.count(User.id).filter(User.email_confirmed_at.is_(None)),
        func.count(User.id).filter(User.deactivated_at.is_not(None)),
        func.count(User.id).filter(User.is_administrator),
    )
    row = db.session.execute(select(*counts).where(User.erased_at.is_(None))).one()
    return dict(zip(("all", "unconfirmed", "deactivated", "administrators"), row, strict=True))


def faculties(university_id: int | None) -> list[str]:
    """Suggest faculties of a university: those that several people named, each written as most of them write it."""
    query = select(User.faculty_key, User.faculty, func.count(User.id).label("people")).group_by(
        User.faculty_key, User.faculty
    )
    found: dict[str, tuple[int, str]] = {}
    for row in db.session.execute(query.where(User.university_id == university_id, User.faculty_key != "")):
        people, written = found.get(row.faculty_key, (0, row.faculty))
        found[row.faculty_key] = (people + row.people, row.faculty if row.people > people else written)
    return sorted(written for people, written in found.values() if people > 1)[:100]


def count_universities() -> int:
    """Return how many universities are in the register, without those that were merged into others."""
    return db.session.scalar(select(func.count(University.id)).where(University.successor_id.is_(None))) or 0
