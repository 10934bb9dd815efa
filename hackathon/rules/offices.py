"""Who holds an office, and what they are until they have shown a second factor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hackathon.rules.permissions import Actor

RECENTLY = timedelta(minutes=10)


def holds_office(actor: Actor) -> bool:
    """Say whether somebody administers, organizes an edition or chairs a jury."""
    return actor.is_administrator or bool(actor.organizer_of) or bool(actor.chair_of)


def without_office(actor: Actor) -> Actor:
    """Return the same person as a participant and judge, and nothing more."""
    return replace(actor, is_administrator=False, organizer_of=frozenset(), chair_of=frozenset())


def is_recent(verified_at: datetime | None, now: datetime) -> bool:
    """Say whether somebody gave a password or passkey so lately that nobody else sits there now."""
    return verified_at is not None and now - verified_at < RECENTLY
