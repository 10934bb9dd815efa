"""Take an import back: whoever has done nothing since is no longer registered, others stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.imports import undoing
from hackathon.imports.actions_running import BATCH
from hackathon.imports.holding import held
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.registrations import places
from hackathon.rules.importing import Fate, Progress, RowState
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def begin_to_take_back(actor: Actor, run: PeopleImport, *, now: datetime) -> None:
    """Begin to take an import back, also one that is still being carried out: its other rows are left."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, Progress.DONE, Progress.APPLYING, Progress.UNDOING, Progress.UNDONE)
    if run.state in (Progress.UNDOING, Progress.UNDONE):
        return
    run.state = Progress.UNDOING
    audit.record(actor, audit.Verb.IMPORT_TAKEN_BACK, run, now=now)


@transactional
def take_back_step(actor: Actor, run: PeopleImport, *, now: datetime) -> int:
    """Take the next few rows back, members before their captains; return how many were looked at, 0 at the end."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    found = locked(PeopleImport, id=run.id)
    if found is None or found.state != Progress.UNDOING or found.cleared_at is not None:
        return 0
    edition = locked(Edition, id=found.edition_id)
    query = select(ImportRow).where(ImportRow.import_id == found.id, ImportRow.state == RowState.DONE)
    query = query.where(ImportRow.fate.in_([Fate.NEW, Fate.KNOWN])).order_by(ImportRow.turn.desc()).limit(BATCH)
    rows = list(db.session.scalars(query.with_for_update(of=ImportRow)))
    if not rows:
        found.state, found.undone_at = Progress.UNDONE, now
        audit.record(actor, audit.Verb.IMPORT_TAKEN_BACK, found, now=now, details={"finished": True})
        return 0
    plan = places.held_plan(edition, now)
    freed = sum(undoing.take_back(actor, edition, row, now) for row in rows)
    db.session.flush()
    places.pass_on(edition, plan, now, freed=freed)
    audit.record(actor, audit.Verb.IMPORT_TAKEN_BACK, found, now=now, details={"rows": [each.number for each in rows]})
    return len(rows)
