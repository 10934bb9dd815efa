"""Remind judges of their open projects: when organizers press the button, and by itself before judging closes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hackathon import audit, outbox
from hackathon.db import db, transactional
from hackathon.editions.models import Edition
from hackathon.errors import RemindedLately, StepNotAllowed
from hackathon.judging import dealing
from hackathon.judging import queries_reminders as queries
from hackathon.judging.queries_reminders import KEY, Debtor
from hackathon.outbox import queries as letters
from hackathon.rules import reminding, schedule
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.schedule import Window


@dataclass(frozen=True)
class Wanted:
    """Whom to remind: one judge, or all with open projects; `again` also those who got a letter lately."""

    judge_id: int | None = None
    again: bool = False


@dataclass(frozen=True)
class Reminded:
    """How many letters were written, and how many judges had got one lately."""

    sent: int
    lately: int


@transactional
def remind(actor: Actor, edition: Edition, wanted: Wanted, *, now: datetime) -> Reminded:
    """Write to judges with open projects, at most once in 20 hours unless that is confirmed."""
    permit(actor, Permission.JUDGING_WATCH, edition)
    schedule.require_open(edition.schedule, Window.JUDGING, now)
    # A button that is pressed twice: the second press finds the first one's letters.
    dealing.take_turn(edition)
    asked = [each for each in queries.debtors(edition.id) if wanted.judge_id in (None, each.judge.id)]
    if not asked:
        raise StepNotAllowed()
    quiet = [each for each in asked if each.reminded_at is not None and now - each.reminded_at < reminding.QUIET]
    to = asked if wanted.again else [each for each in asked if each not in quiet]
    if not to:
        raise RemindedLately(field="again")
    _write(edition, to, f"at-{now:%Y%m%d%H%M%S%f}", now)
    details = {"judges": [each.judge.id for each in to], "again": wanted.again}
    audit.record(actor, audit.Verb.JUDGES_REMINDED, edition, now=now, details=details)
    return Reminded(len(to), len(asked) - len(to))


@transactional
def switch_reminders(actor: Actor, edition: Edition, automatic: bool, *, now: datetime) -> None:
    """Let reminders go out by themselves before judging closes, or not."""
    permit(actor, Permission.JUDGING_WATCH, edition)
    edition.judging_reminders = automatic
    audit.record(actor, audit.Verb.REMINDERS_SWITCHED, edition, now=now, details={"automatic": automatic})


@transactional
def remind_by_itself(actor: Actor, edition_id: int, *, now: datetime) -> int:
    """Write the reminder that is due, once for each judge, reminder and closing date."""
    permit(actor, Permission.JUDGING_WATCH)
    edition = db.session.get(Edition, edition_id)
    dealing.take_turn(edition)
    ahead = reminding.due(edition.round.judging_opens, edition.round.judging_closes, now)
    if ahead is None or not edition.judging_reminders or edition.results_published_at is not None:
        return 0
    occasion = f"{int(ahead.total_seconds()) // 3600}h-{edition.round.judging_closes:%Y%m%d%H%M}"
    known = letters.known_keys(_key(edition, occasion, ""))
    to = [each for each in queries.debtors(edition.id) if _key(edition, occasion, each.judge.id) not in known]
    if to:
        _write(edition, to, occasion, now)
        details = {"judges": [each.judge.id for each in to], "occasion": occasion}
        audit.record(actor, audit.Verb.JUDGES_REMINDED, edition, now=now, details=details)
    return len(to)


def _key(edition: Edition, occasion: str, judge: object) -> str:
    return f"{KEY}:{edition.id}:{occasion}:{judge}"


def _write(edition: Edition, to: Iterable[Debtor], occasion: str, now: datetime) -> None:
    url = outbox.public_url("judging.queue", edition=edition.key)
    for each in to:
        key = _key(edition, occasion, each.judge.id)
        values = {"of": edition, "open": each.open, "url": url}
        outbox.queue("judging_reminder", each.judge, key=key, now=now, edition_id=edition.id, **values)
