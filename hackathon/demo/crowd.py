"""Make universities and accounts, many at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hackathon.accounts import consents
from hackathon.accounts.models import Category, Consent, ConsentPurpose, Gender, University, User
from hackathon.config import INTERFACE_LANGUAGES
from hackathon.db import Localized, db
from hackathon.demo import content, rows
from hackathon.demo.people import Person
from hackathon.demo.plans import Load
from hackathon.text import email_key, search_key

# What people agree to, in per cent; the first two are conditions.
AGREED = {
    ConsentPurpose.PRIVACY: 100, ConsentPurpose.RULES: 100, ConsentPurpose.PHOTO: 82, ConsentPurpose.PUBLIC_NAME: 88,
    ConsentPurpose.PARTNERS: 45,
}  # fmt: skip
SILENT_ABOUT_GENDER = 6


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is about to get an account."""

    person: Person
    university_id: int | None
    created_at: datetime
    category: Category = Category.STUDENT
    organisation: str = ""


def universities() -> dict[str, int]:
    """Add the universities that are missing from the register; return the ids of all by key."""
    known = dict(db.session.execute(select(University.key, University.id)).all())
    missing = [row for row in content.load("places")["universities"] if row["key"] not in known]
    ids = rows.added(University, [_university(row) for row in missing])
    return known | {row["key"]: number for row, number in zip(missing, ids, strict=True)}


def _university(row: dict[str, Any]) -> dict[str, Any]:
    known_as = content.load("abbreviations").get(row["key"], {})
    words = [word for names in known_as.values() for word in names]
    return {
        "short_name": Localized({language: names[0] for language, names in known_as.items()}),
        "aliases": Localized({language: "\n".join(names[1:]) for language, names in known_as.items()}),
        "key": row["key"],
        "country": row["country"],
        "name": Localized(row["name"]),
        "city": Localized(row["city"]),
        "domain": row["domain"] or "",
        "is_partner": row["partner"],
        "is_verified": row["verified"],
        "search_key": search_key(*row["name"].values(), *row["city"].values(), *words),
    }


def accounts(load: Load, newcomers: Sequence[Newcomer], rng: random.Random) -> list[int]:
    """Make confirmed accounts with their consents, all with the demo's password; return the ids."""
    ids = rows.added(User, [_user(load, each, rng) for each in newcomers])
    agreed = (_consents(user_id, each, rng) for user_id, each in zip(ids, newcomers, strict=True))
    rows.add(Consent, [consent for each in agreed for consent in each])
    return ids


def missing_accounts(load: Load, newcomers: Sequence[Newcomer], rng: random.Random) -> dict[str, int]:
    """Make accounts for those who have none, since guests come to several editions; return all ids by address."""
    addresses = [each.person.email for each in newcomers]
    known = dict(db.session.execute(select(User.email, User.id).where(User.email.in_(addresses))).all())
    missing = [each for each in newcomers if each.person.email not in known]
    ids = accounts(load, missing, rng)
    return known | {each.person.email: user_id for each, user_id in zip(missing, ids, strict=True)}


def interface_language(language: str) -> str:
    """Return the language in which a person reads the interface today."""
    return language if language in INTERFACE_LANGUAGES else "ru"


def _user(load: Load, newcomer: Newcomer, rng: random.Random) -> dict[str, Any]:
    person = newcomer.person
    names = (person.family_name, person.given_name, person.patronymic, person.latin_name)
    silent = rng.randrange(100) < SILENT_ABOUT_GENDER
    return {
        "email": person.email,
        "email_key": email_key(person.email),
        "password_hash": load.password_hash,
        "family_name": person.family_name,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "latin_name": person.latin_name,
        "university_id": newcomer.university_id,
        "university_other": newcomer.organisation,
        "category": newcomer.category,
        "gender": Gender.UNDISCLOSED if silent else Gender(person.gender),
        "language": interface_language(person.language),
        "email_confirmed_at": newcomer.created_at,
        "created_at": newcomer.created_at,
        "search_key": search_key(*names, person.email, newcomer.organisation),
    }


def _consents(user_id: int, newcomer: Newcomer, rng: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "user_id": user_id,
            "purpose": purpose,
            "version": consents.BY_PURPOSE[purpose].version,
            "language": interface_language(newcomer.person.language),
            "granted_at": newcomer.created_at,
        }
        for purpose, share in AGREED.items()
        if rng.randrange(100) < share
    ]
