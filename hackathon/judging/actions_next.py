"""Dealing card by card: the organizer chooses it before judging opens, the judge who is ready gets the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hackathon import audit
from hackathon.db import transactional
from hackathon.editions.models import Edition
from hackathon.errors import NotFound
from hackathon.judging import dealing, queries_docket, queries_next
from hackathon.rules import adaptive, schedule
from hackathon.rules import judging as rules
from hackathon.rules.adaptive import Aim, Chance, DealMode
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.schedule import Window


@dataclass(frozen=True)
class Ready:
    """A judge asks for a card: how many the page said were dealt to them, and the projects' chances as of now."""

    dealt: int
    chances: Mapping[int, Chance] = field(default_factory=dict)


@transactional
def choose_deal(actor: Actor, edition: Edition, mode: DealMode, prizes: int, *, now: datetime) -> None:
    """Say before judging opens how cards are dealt and how many places win a prize."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    dealing.take_turn(edition)
    rules.require_judging_not_begun(edition.schedule, now)
    edition.round.deal, edition.round.prize_places = DealMode(mode).value, adaptive.prize_places(prizes)
    details = {"deal": edition.round.deal, "prizes": edition.round.prize_places}
    audit.record(actor, audit.Verb.JUDGING_DEAL_CHOSEN, edition, now=now, details=details)


@transactional
def deal_next(actor: Actor, edition: Edition, ready: Ready, *, now: datetime) -> int | None:
    """Deal one card to the judge who asks and return its project, None if nothing is left for them.

    A button that is pressed twice gives the card that it gave the first time.
    """
    permit(actor, Permission.JUDGING_QUEUE, edition)
    schedule.require_open(edition.schedule, Window.JUDGING, now)
    adaptive.require_mode(edition.round.deal, DealMode.ADAPTIVE)
    dealing.take_turn(edition)
    judge = actor.user_id
    if not queries_docket.sits(judge):
        raise NotFound()
    hand = queries_next.hand(judge)
    if hand.dealt != ready.dealt:
        return hand.open[-1] if hand.open else None
    adaptive.require_room(len(hand.open))
    aim = Aim(edition.round.reviews_per_project, edition.round.prize_places, ready.chances)
    project = adaptive.next_project(judge, queries_next.table(judge, hand.seen), aim)
    if project is not None:
        dealing.put(edition, [(judge, project)], now=now)
        details = {"project": project, "judge": judge}
        audit.record(actor, audit.Verb.JUDGING_DEALT_NEXT, edition, now=now, details=details)
    return project
