"""Estimate the chances beside the requests, so that a judge who is ready does not wait for it."""

from __future__ import annotations

import threading

from flask import Flask, current_app, g

from hackathon import clock
from hackathon.editions import scope
from hackathon.judging import queries_chances
from hackathon.judging.pages.blueprint import pages
from hackathon.rules import schedule
from hackathon.rules.adaptive import DealMode
from hackathon.rules.schedule import Window

NAME = "estimate-chances"


def estimate() -> None:
    """Begin to estimate what the next card rests on, where cards are dealt one by one and judging is open."""
    if g.edition.round.deal == DealMode.ADAPTIVE and schedule.is_open(g.edition.schedule, Window.JUDGING, clock.now()):
        work = (current_app._get_current_object(), g.edition.id, g.round_number)
        threading.Thread(target=_estimate, args=work, name=NAME, daemon=True).start()


def _estimate(app: Flask, edition_id: int, round_number: int) -> None:
    with app.app_context(), scope.of(edition_id, round_number):
        queries_chances.refresh(edition_id, ticks=clock.ticks())


@pages.before_request
def _begin_early() -> None:
    """Let every worker that serves judges be ready before the first of them asks."""
    if g.get("edition") and not queries_chances.is_known(g.edition):
        estimate()
