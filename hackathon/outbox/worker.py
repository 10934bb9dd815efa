"""Deliver letters until told to stop; a database or mail server that is away for a while does no harm."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from hackathon import clock
from hackathon.outbox import delivery

log = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two looks into an empty outbox
CHORES_EVERY = 60.0  # seconds
# Called as chore(now) about once a minute; features write letters here that nobody presses a button for.
chores: list[Callable[[datetime], int]] = []


def work(app: Any, stop: threading.Event, *, pause: float = PAUSE) -> None:
    """Send what is due, look again after a pause, and finish the batch at hand when told to stop."""
    looked = -CHORES_EVERY
    while not stop.is_set():
        if clock.ticks() - looked >= CHORES_EVERY:
            looked = clock.ticks()
            do_chores(app)
        if not deliver_once(app):
            stop.wait(pause)


def do_chores(app: Any) -> None:
    """Write the letters that are due by themselves; one feature's trouble keeps no other from it."""
    for chore in chores:
        with app.app_context():
            try:
                chore(clock.now())
            except Exception:
                log.exception("letters that are due could not be written; trying again")


def deliver_once(app: Any) -> int:
    """Send one batch in a context of its own and return how many letters left."""
    with app.app_context():
        try:
            sent, failed = delivery.deliver(now=clock.now())
        except SQLAlchemyError:
            log.exception("the outbox cannot be read; trying again")
            return 0
    if sent or failed:
        log.info("letters sent: %s, failed: %s", sent, failed)
    return sent
