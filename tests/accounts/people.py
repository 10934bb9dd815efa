"""What people type into the forms of accounts, and the links that letters bring them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from hackathon.accounts.models import User, UserSession
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from tests import factories
from tests.support.forms import forms_of

STRONG = "seven green jars 7"


def newcomer(**changes: Any) -> dict[str, Any]:
    """Fill in the sign-up form; the university must be given or stays "other"."""
    return {
        "email": "aigerim@example.kz",
        "password": STRONG,
        "family_name": "Ахметова",
        "given_name": "Айгерим",
        "category": "student",
        "university": "other",
        "university_other": "Дом науки",
        "privacy": True,
        "rules": True,
        **changes,
    }


def letters(address: str | None = None) -> list[OutgoingEmail]:
    query = select(OutgoingEmail).order_by(OutgoingEmail.id)
    return [letter for letter in db.session.scalars(query) if address in (None, letter.recipient)]


def link_in(letter: OutgoingEmail) -> str:
    """Give the path of the last link in a letter's text."""
    parts = urlsplit(re.findall(r"<(https?://[^>]+)>", letter.text)[-1])
    return parts.path + (f"?{parts.query}" if parts.query else "")


def person(address: str = "aigerim@example.kz") -> User | None:
    return db.session.scalar(select(User).where(User.email == address))


def open_sessions(of: User) -> int:
    rows = db.session.scalars(select(UserSession).where(UserSession.user_id == of.id))
    return sum(row.revoked_at is None for row in rows)


def is_signed_in(client: Any) -> bool:
    return client.get("/accounts/profile").status_code == 200


def signs_in(client: Any, address: str, password: str = factories.PASSWORD) -> Any:
    return client.submit("/accounts/sign-in", {"email": address, "password": password})


def cookie(client: Any, name: str = "session", path: str = "/") -> str:
    """Give the value of a cookie that a browser holds."""
    return next(each.value for each in client._cookies.values() if (each.key, each.path) == (name, path))


def plant(client: Any, value: str, name: str = "session", path: str = "/") -> None:
    """Put a cookie into a browser, as a thief or an attacker would."""
    client.set_cookie(name, value, domain="127.0.0.1", path=path)


def token_of(client: Any) -> str:
    """Give the CSRF token of a browser's session, for requests that no form offers."""
    page = client.get("/accounts/profile" if is_signed_in(client) else "/accounts/sign-in")
    return forms_of(page)[0].values()["csrf_token"][0]
