"""What later features ask before an account changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hackathon.accounts.details import Person
from hackathon.accounts.models import User
from hackathon.rules.permissions import Actor

# Called as check(user, person, now) before people change their own details; judging refuses what would lift a conflict.
checks: list[Callable[[User, Person, datetime], None]] = []
# Called as step(actor, user, now) when an account is closed or erased; teams lets others lead.
departures: list[Callable[[Actor, User, datetime], None]] = []


def require_allowed(user: User, person: Person, now: datetime) -> None:
    """Ask every feature that has a say."""
    for check in checks:
        check(user, person, now)


def depart(actor: Actor, user: User, now: datetime) -> None:
    """Tell every feature that an account is closed or erased, in the same transaction."""
    for step in departures:
        step(actor, user, now)
