"""What organizers decide about registrations: how it works, who is admitted, who waits, who is declined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hackathon import audit
from hackathon.accounts import turns
from hackathon.db import db, refusing, transactional
from hackathon.editions.models import Edition, Registration
from hackathon.errors import ChangedMeanwhile, NobodyChosen
from hackathon.registrations import hooks, places, queries_deciding
from hackathon.rules import registrations as rules
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.registrations import Fate, State

PLAIN = ("mode", "capacity", "confirm_hours", "asks_age", "frozen_at")


@dataclass(frozen=True)
class Decision:
    """Who is decided about, and how; a reason is kept, and told to the person if wanted."""

    ids: tuple[int, ...]
    target: State
    reason: str = ""
    tells_reason: bool = False


@transactional
def edit_plan(actor: Actor, edition: Edition, values: Mapping[str, Any], version: int, *, now: datetime) -> None:
    """Say how registration works; more places go to those who wait at once."""
    permit(actor, Permission.EDITION_EDIT, edition)
    plan = places.held_plan(edition, now)
    if plan.version != version:
        raise ChangedMeanwhile()
    if not version:
        with refusing(uq_registration_plan_edition_id=ChangedMeanwhile()):
            db.session.add(plan)
    changed = [name for name in PLAIN if getattr(plan, name) != values[name]]
    for name in changed:
        setattr(plan, name, values[name])
    db.session.flush()
    places.pass_on(edition, plan, now)
    audit.record(actor, audit.Verb.REGISTRATION_PLAN_EDITED, plan, now=now, details={"changed": changed})


@transactional
def decide(actor: Actor, edition: Edition, decision: Decision, *, now: datetime) -> list[Fate]:
    """Admit, put on the waitlist or decline many at once; each is told by letter. Return what became of each."""
    permit(actor, Permission.REGISTRATION_REVIEW, edition)
    plan = places.held_plan(edition, now)
    rows = queries_deciding.chosen(decision.ids, hold=True)
    if not rows:
        raise NobodyChosen()
    fates = queries_deciding.foreseen(rows, decision.target, plan)
    found = {each.id: each for each in rows}
    moved = {state: [found[each.id] for each in fates if each.after == state] for state in rules.DECISIONS}
    for state, people in moved.items():
        _move(actor, edition, people, (state, decision), now)
    db.session.flush()
    freed = sum(each.before in rules.HOLDING and each.after == State.DECLINED for each in fates)
    places.pass_on(edition, plan, now, freed=freed)
    details = {str(state): len(people) for state, people in moved.items()}
    audit.record(actor, audit.Verb.REGISTRATIONS_DECIDED, edition, now=now, details=details)
    return fates


def _move(
    actor: Actor, edition: Edition, rows: Sequence[Registration], step: tuple[State, Decision], now: datetime
) -> None:
    state, decision = step
    for row in rows:
        if state == State.DECLINED and row.state == State.ADMITTED:
            turns.take_turn(row.user_id)
            hooks.depart(actor, edition, row.user_id, now)
        places.move(actor, row, state, now)
        if state == State.DECLINED:
            row.reason, row.reason_shown = decision.reason, decision.tells_reason
    shown = decision.reason if decision.tells_reason and state == State.DECLINED else ""
    places.tell(edition, rows, state, now, reason=shown)


@transactional
def note_export(actor: Actor, edition: Edition, form: str, count: int, *, now: datetime) -> None:
    """Keep in the history who took the list of participants out."""
    permit(actor, Permission.REGISTRATION_REVIEW, edition)
    audit.record(actor, audit.Verb.REGISTRATIONS_EXPORTED, edition, now=now, details={"format": form, "rows": count})


@transactional
def offer_places(actor: Actor, edition: Edition, *, now: datetime) -> int:
    """Let late offers lapse and offer free places; return how many people were told."""
    permit(actor, Permission.REGISTRATION_REVIEW, edition)
    plan = places.held_plan(edition, now)
    told = places.pass_on(edition, plan, now)
    if told:
        audit.record(actor, audit.Verb.PLACES_OFFERED, edition, now=now, details={"told": told})
    return told
