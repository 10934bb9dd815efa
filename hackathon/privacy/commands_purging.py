"""Clean up what is too old: batch by batch, so that whoever stops it loses at most the one at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app

from hackathon.outbox import worker
from hackathon.privacy import actions, inactive, retention, scrubbing
from hackathon.rules.permissions import SYSTEM

TOLD = "told_of_erasure"
_last: dict[str, date] = {}


def chosen() -> Mapping[str, int]:
    """Return the days that this installation has chosen."""
    return current_app.extensions["settings"].keep_days


def foreseen(now: datetime) -> dict[str, int]:
    """Say how much of each kind is due, and change nothing."""
    days = {kind: retention.days_of(kind, chosen()) for kind in retention.KINDS}
    due = {kind: retention.KINDS[kind].count(days[kind], now) for kind in retention.KINDS}
    return {**due, TOLD: inactive.count_untold(days["inactive_accounts"], now)}


def purge(now: datetime) -> dict[str, int]:
    """Clean up every kind and say how much of each there was."""
    done: dict[str, int] = {}
    for kind in retention.KINDS:
        done[kind] = _all_of(kind, retention.days_of(kind, chosen()), now)
    done[TOLD] = actions.tell_unused(SYSTEM, retention.days_of("inactive_accounts", chosen()), now=now)
    if any(done.values()):
        scrubbing.forget_deleted()
    return done


def _all_of(kind: str, days: int, now: datetime) -> int:
    total = 0
    while batch := actions.purge_batch(SYSTEM, kind, days, now=now):
        total += batch
        if batch < retention.BATCH:
            break
    return total


def once_a_day(now: datetime) -> int:
    """Let the letters' worker clean up when a new day has begun."""
    if _last.get("day") == now.date():
        return 0
    _last["day"] = now.date()
    return sum(purge(now).values())


def connect() -> None:
    """Make it one of the worker's chores."""
    chores: list[Any] = worker.chores
    if once_a_day not in chores:
        chores.append(once_a_day)
