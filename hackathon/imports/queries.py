"""What is read of imports: the list, one of them with its rows, and what there is to do for the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.db import db
from hackathon.editions import scope
from hackathon.errors import NotFound
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.rules.importing import Fate, Progress, RowState

KEPT_FOR = timedelta(days=30)
FILTERS = (*(str(fate) for fate in Fate), "note", "waitlisted", "applied", "kept", "undone", "untold")


def imports() -> list[PeopleImport]:
    """Return the imports of the edition entered, the newest first."""
    query = select(PeopleImport).options(joinedload(PeopleImport.made_by)).order_by(PeopleImport.id.desc())
    return list(db.session.scalars(query.limit(200)))


def people_import(import_id: int) -> PeopleImport:
    """Return one import, or raise `NotFound`."""
    query = select(PeopleImport).options(joinedload(PeopleImport.made_by)).where(PeopleImport.id == import_id)
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def rows(run: PeopleImport, show: str, *, page: int, size: int) -> tuple[list[ImportRow], int]:
    """Return one page of the rows that are asked for, in the order of the file, and how many there are."""
    query = _shown(run, show)
    total = db.session.scalar(query.with_only_columns(func.count(ImportRow.id)).order_by(None)) or 0
    start = (min(page, max(1, -(-total // size))) - 1) * size
    return list(db.session.scalars(query.limit(size).offset(start))), total


def every_row(run: PeopleImport, show: str = "") -> list[ImportRow]:
    """Return all rows that are asked for, in the order of the file."""
    return list(db.session.scalars(_shown(run, show)))


def _shown(run: PeopleImport, show: str) -> Select[Any]:
    query = select(ImportRow).where(ImportRow.import_id == run.id, ImportRow.sheet == (run.sheet or 0))
    query = query.order_by(ImportRow.number)
    if show in list(Fate):
        return query.where(ImportRow.fate == show)
    if show in ("waitlisted", "applied"):
        return query.where(ImportRow.outcome == show)
    if show in (RowState.KEPT, RowState.UNDONE):
        return query.where(ImportRow.state == show)
    if show == "untold":
        return query.where(_untold())
    return query.where(ImportRow.has_note) if show == "note" else query


def _untold() -> Any:
    return _registered() & ImportRow.told_at.is_(None)


def _registered() -> Any:
    return (ImportRow.state == RowState.DONE) & ImportRow.fate.in_([Fate.NEW, Fate.KNOWN])


def progress(run: PeopleImport) -> dict[str, int]:
    """Return how many rows are in each state, and how many people are registered by it or have had no letter yet."""
    counted = func.count(ImportRow.id)
    query = select(ImportRow.state, counted, counted.filter(_untold()), counted.filter(_registered()))
    query = query.where(ImportRow.import_id == run.id, ImportRow.sheet == (run.sheet or 0)).group_by(ImportRow.state)
    found = {row[0]: row[1:] for row in db.session.execute(query)}
    counts = {str(state): found.get(state, (0,))[0] for state in RowState}
    untold, registered = (sum(row[place] for row in found.values()) for place in (1, 2))
    return {**counts, "untold": untold, "registered": registered}


def with_work(now: datetime) -> list[tuple[int, int]]:
    """Return (edition, import) of all that are being carried out or taken back, or are old enough to be forgotten."""
    busy = PeopleImport.state.in_([Progress.APPLYING, Progress.UNDOING])
    old = (PeopleImport.made_at < now - KEPT_FOR) & PeopleImport.cleared_at.is_(None)
    with scope.every_edition(because="the worker continues imports wherever they stopped, and forgets old rows"):
        query = select(PeopleImport.edition_id, PeopleImport.id).where(or_(busy, old)).order_by(PeopleImport.id)
        return [(row[0], row[1]) for row in db.session.execute(query)]
