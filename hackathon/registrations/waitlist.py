"""Look after waitlists and forgotten files in all editions, without anybody pressing a button."""

from __future__ import annotations

from datetime import datetime

from hackathon.editions import scope
from hackathon.outbox import worker
from hackathon.questions import actions as question_actions
from hackathon.questions import queries as questions
from hackathon.questions.answering import FORGOTTEN_AFTER
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


def forget_files(now: datetime) -> int:
    """Forget files that were chosen for a form a day ago and never sent; return how many."""
    forgotten = 0
    for edition_id in questions.editions_with_forgotten_files(now - FORGOTTEN_AFTER):
        with scope.of(edition_id):
            forgotten += question_actions.forget_files(SYSTEM, queries.edition(edition_id), now=now)
    return forgotten


def connect() -> None:
    """Let the worker do it about once a minute."""
    for chore in (offer_where_free, forget_files):
        if chore not in worker.chores:
            worker.chores.append(chore)
