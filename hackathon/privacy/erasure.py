"""Erase a person: what is declared as gone goes, what has to stay loses its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from hackathon.accounts import administrators, passwords
from hackathon.accounts.holdings import HOLDINGS, Holding, doomed, obstacles, steps
from hackathon.accounts.models import Category, User
from hackathon.db import db
from hackathon.editions import scope


@dataclass(frozen=True)
class Fate:
    """What erasure does to one kind of data: how many rows there are, and why some of it stays."""

    title: Any
    rows: int
    gone: bool
    emptied: bool
    why: Any


def foreseen(user: User) -> list[Fate]:
    """Return what erasure would do, before anybody decides."""
    with scope.every_edition(because="a person is told what erasure does in every edition"):
        found = [(each, _count(each, user)) for each in HOLDINGS if each.title]
    return [Fate(each.title, rows, each.gone, bool(each.emptied), each.why) for each, rows in found if rows]


def _count(holding: Holding, user: User) -> int:
    return db.session.scalar(select(func.count()).select_from(holding.model).where(holding.of(user))) or 0


def require_possible(user: User, now: datetime) -> None:
    """Raise what the person has to do first."""
    for obstacle in obstacles:
        obstacle(user, now)


def doomed_files(user: User) -> list[str]:
    """Return which files on the disk go; a door removes them once the rows are gone for good."""
    with scope.every_edition(because="a person's files lie in every edition"):
        return [name for names in doomed for name in names(user)]


def erase(user: User, now: datetime) -> None:
    """Do it, in the transaction of the action that holds the account."""
    administrators.require_another(user)
    require_possible(user, now)
    with scope.every_edition(because="a person is erased from every edition"):
        for step in reversed(steps):
            step(user, now)
        db.session.flush()
        for holding in reversed(HOLDINGS):
            if holding.model is not User:
                _erase_rows(holding, user)
        _leave_a_number(user, now)
        db.session.flush()
        db.session.expire_all()


def _erase_rows(holding: Holding, user: User) -> None:
    if holding.gone:
        query: Any = delete(holding.model)
    elif holding.emptied:
        query = update(holding.model).values(**holding.blanks())
    else:
        return
    # The conditions of rows that stay ask for the address, so the account itself comes last.
    db.session.execute(query.where(holding.of(user)).execution_options(synchronize_session=False))


def _leave_a_number(user: User, now: datetime) -> None:
    for holding in (each for each in HOLDINGS if each.model is User):
        for name, value in holding.blanks().items():
            setattr(user, name, value)
    user.email = user.email_key = f"erased-{user.id}@erased.invalid"
    user.password_hash = passwords.NOBODYS
    user.category, user.language, user.is_administrator = Category.OTHER, "en", False
    user.erased_at, user.deactivated_at = now, user.deactivated_at or now
