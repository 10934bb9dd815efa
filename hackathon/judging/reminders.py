"""What the worker for letters does for judging: remind before it closes."""

from __future__ import annotations

from datetime import datetime

from hackathon.editions import scope
from hackathon.judging import actions_reminders, queries_reminders
from hackathon.outbox import worker
from hackathon.rules import reminding
from hackathon.rules.permissions import SYSTEM


def remind_where_due(now: datetime) -> int:
    """Write the reminders that are due in all editions; asked again, it writes none twice."""
    written = 0
    for edition_id in queries_reminders.editions_that_remind(now, reminding.AHEAD):
        with scope.of(edition_id):
            written += actions_reminders.remind_by_itself(SYSTEM, edition_id, now=now)
    return written


def connect() -> None:
    """Let the worker ask."""
    if remind_where_due not in worker.chores:
        worker.chores.append(remind_where_due)
