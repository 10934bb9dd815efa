"""Carry an import out, a few rows in each transaction: an interruption costs nothing, and no row runs twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ImportMovedOn, NothingToImport
from hackathon.imports import foretelling, letters, queries_world, universities, writing
from hackathon.imports.holding import held
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.registrations import places
from hackathon.rules.importing import Fate, Progress, RowState
from hackathon.rules.permissions import Actor, Permission, permit

BATCH = 50


@transactional
def begin(actor: Actor, run: PeopleImport, version: int, *, now: datetime) -> None:
    """Let the import that somebody looked at begin; whoever presses twice, or in two tabs, begins it once."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, Progress.CHECKED, Progress.APPLYING, Progress.DONE)
    if run.state != Progress.CHECKED:
        return
    if run.version != version:
        raise ImportMovedOn()
    if _count(run, RowState.PENDING) == 0:
        raise NothingToImport()
    run.state, run.begun_at = Progress.APPLYING, now
    audit.record(actor, audit.Verb.IMPORT_BEGUN, run, now=now, details=dict(run.counts))


@transactional
def take_step(actor: Actor, run: PeopleImport, *, now: datetime) -> int:
    """Carry out the next few rows, each whole or not at all; return how many were looked at, 0 at the end."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    found = locked(PeopleImport, id=run.id)
    if found is None or found.state != Progress.APPLYING or found.cleared_at is not None:
        return 0
    # Whoever is added to the edition meanwhile waits for this step, so that what is decided on stays true.
    edition = locked(Edition, id=found.edition_id)
    rows = _next(found)
    if not rows:
        found.state, found.finished_at = Progress.DONE, now
        found.counts = {**found.counts, "in": _count(found, RowState.DONE), "out": _count(found, RowState.FAULT)}
        audit.record(actor, audit.Verb.IMPORT_STEP, found, now=now, details=dict(found.counts))
        return 0
    plan = places.held_plan(edition, now)
    planned = universities.settled([each.planned for each in rows])
    world = queries_world.world(found, planned, plan, now=now, hold=True)
    batch = writing.Batch(actor, found, world, now)
    for row in rows:
        batch.take(row, foretelling.decided(found, row.planned, world))
    batch.write()
    if found.wanted.sends_letters:
        letters.tell(found, batch.registered, now=now)
    batch.keep(rows)
    audit.record(actor, audit.Verb.IMPORT_STEP, found, now=now, details={"rows": [each.number for each in rows]})
    return len(rows)


@transactional
def send_letters(actor: Actor, run: PeopleImport, *, now: datetime) -> int:
    """Write to the next few people who were registered without a letter; return how many."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    found = held(run, Progress.DONE)
    query = select(ImportRow).where(
        ImportRow.import_id == found.id, ImportRow.state == RowState.DONE, ImportRow.told_at.is_(None),
        ImportRow.fate.in_([Fate.NEW, Fate.KNOWN]),
    )
    rows = list(db.session.scalars(query.order_by(ImportRow.turn).limit(BATCH)))
    if rows:
        letters.tell(found, rows, now=now)
        audit.record(actor, audit.Verb.IMPORT_LETTERS, found, now=now, details={"letters": len(rows)})
    return len(rows)


def _next(run: PeopleImport) -> list[ImportRow]:
    query = select(ImportRow).where(
        ImportRow.import_id == run.id, ImportRow.sheet == run.sheet, ImportRow.state == RowState.PENDING
    )
    query = query.order_by(ImportRow.turn).limit(BATCH).with_for_update(of=ImportRow)
    rows = list(db.session.scalars(query.execution_options(populate_existing=True)))
    for row in rows:
        # What becomes of them is written together at the end.
        db.session.expunge(row)
    return rows


def _count(run: PeopleImport, state: RowState) -> int:
    query = select(func.count(ImportRow.id)).where(
        ImportRow.import_id == run.id, ImportRow.sheet == run.sheet, ImportRow.state == state
    )
    return db.session.scalar(query) or 0
