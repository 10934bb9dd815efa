"""The accounts with which a visitor of the demo signs in: one for each part."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import select, update

from hackathon.accounts.models import Category, User
from hackathon.db import db
from hackathon.demo import content, crowd
from hackathon.demo.people import Person
from hackathon.demo.plans import Load

PASSWORD = "second-life-2026"
BEFORE = timedelta(days=90)
NAMES = ("family_name", "given_name", "patronymic", "latin_name", "gender", "language", "email")


def listed() -> list[tuple[str, str]]:
    """Return (part, address) of each account."""
    return [(row["part"], row["email"]) for row in content.load("accounts")["accounts"]]


def accounts(load: Load) -> dict[str, User]:
    """Make the accounts that are missing; return all by part."""
    source = content.load("accounts")["accounts"]
    known = crowd.universities()
    rng = random.Random(f"{load.seed}:accounts")
    newcomers = [
        crowd.Newcomer(
            Person(**{name: row[name] for name in NAMES}),
            known[row["university"]],
            load.now - BEFORE,
            Category(row["category"]),
        )
        for row in source
    ]
    crowd.missing_accounts(load, newcomers, rng)
    administrators = [row["email"] for row in source if row["part"] == "administrator"]
    db.session.execute(update(User).where(User.email.in_(administrators)).values(is_administrator=True))
    parts = {row["email"]: row["part"] for row in source}
    found = db.session.scalars(select(User).where(User.email.in_(parts)))
    return {parts[user.email]: user for user in found}
