"""Look after the waitlists of all editions, without anybody pressing a button."""

from __future__ import annotations

from datetime import datetime

from hackathon.editions import scope
from hackathon.outbox import worker
from hackathon.registrations import actions_organizing as actions
from hackathon.registrations import queries
from hackathon.rules.permissions import SYSTEM


def offer_where_free(now: datetime) -> int:
    """Pass freed places on in every edition with a waitlist; return how many people were told."""
    told = 0
    for edition_id in queries.with_a_waitlist():
        with scope.of(edition_id):
            told += actions.offer_places(SYSTEM, queries.edition(edition_id), now=now)
    return told


def connect() -> None:
    """Let the worker do it about once a minute."""
    if offer_where_free not in worker.chores:
        worker.chores.append(offer_where_free)
