"""Go on with an import for as long as a reader waits, or as the worker may take; anybody can go on from there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hackathon import clock
from hackathon.editions import scope
from hackathon.imports import actions, actions_running, actions_undoing, queries
from hackathon.outbox import worker
from hackathon.rules.importing import Progress
from hackathon.rules.permissions import SYSTEM, Actor

log = logging.getLogger(__name__)
A_READER_WAITS, THE_WORKER_TAKES = 3.0, 30.0  # seconds


def go_on(actor: Actor, run: Any, *, seconds: float = A_READER_WAITS) -> bool:
    """Carry out or take back rows until the time is over; say whether everything is done."""
    step = actions_undoing.take_back_step if run.state == Progress.UNDOING else actions_running.take_step
    return _until_done(lambda: step(actor, run, now=clock.now()), seconds)


def write_letters(actor: Actor, run: Any, *, seconds: float = A_READER_WAITS) -> bool:
    """Write letters until the time is over; say whether everybody is written to."""
    return _until_done(lambda: actions_running.send_letters(actor, run, now=clock.now()), seconds)


def _until_done(step: Callable[[], int], seconds: float) -> bool:
    ends = clock.ticks() + seconds
    while clock.ticks() < ends:
        if not step():
            return True
    return False


def work(now: datetime) -> int:
    """Continue what was interrupted and forget old rows; one import's trouble keeps no other from it."""
    found = queries.with_work(now)
    for edition_id, import_id in found:
        try:
            with scope.of(edition_id):
                _work_on(queries.people_import(import_id), now)
        except Exception:
            log.exception("import %s cannot go on; trying again", import_id)
    return len(found)


def _work_on(run: Any, now: datetime) -> None:
    if run.made_at < now - queries.KEPT_FOR:
        actions.clear(SYSTEM, run, now=now)
    else:
        go_on(SYSTEM, run, seconds=THE_WORKER_TAKES)


def connect() -> None:
    """Let the worker do it about once a minute."""
    if work not in worker.chores:
        worker.chores.append(work)
