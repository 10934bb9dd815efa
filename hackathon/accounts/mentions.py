"""By which words a person is found in texts about others."""

from __future__ import annotations

import html
import json
from typing import Any

from sqlalchemy import or_, select

from hackathon.accounts.models import User
from hackathon.db import db

SHORTEST = 3
INSTEAD = "…"


def words_of(user: User) -> list[str]:
    """Return what names a person, the longest first: whole names before their parts; a given name alone is many's."""
    names = {user.email, user.email_key, user.formal_name, user.name, user.latin_name, user.family_name}
    names |= {f"{user.family_name} {user.given_name}"}
    return sorted((each.strip() for each in names if len(each.strip()) >= SHORTEST), key=len, reverse=True)


def of(user: User) -> list[str]:
    """Return the words as texts, and as JSON columns hold them."""
    words = words_of(user)
    return [*words, *(json.dumps(each)[1:-1] for each in words if not each.isascii())]


def without(text: str, user: User, instead: str) -> str:
    """Return a text with every name of a person replaced, also where it stands as HTML."""
    for each in words_of(user):
        for written in (each, html.escape(each)):
            text = text.replace(written, instead)
    return text


def take_out(user: User, *columns: Any) -> None:
    """Replace every name of a person in what people have written about others."""
    for column in columns:
        named = or_(*(column.contains(each, autoescape=True) for each in words_of(user)))
        for row in db.session.scalars(select(column.class_).where(named)):
            setattr(row, column.key, without(getattr(row, column.key), user, INSTEAD))
    db.session.flush()
