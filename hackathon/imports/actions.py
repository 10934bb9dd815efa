"""Upload a table of people, say what its columns hold, and foretell every row. Nobody is registered here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from hackathon import audit
from hackathon.accounts import register
from hackathon.db import db, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ColumnNeeded, NotFound
from hackathon.imports import checking, columns, foretelling
from hackathon.imports.cells import Reader
from hackathon.imports.holding import held
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.imports.reading import Table
from hackathon.imports.universities import Lookup
from hackathon.questions import queries as questions
from hackathon.rules.importing import Fate, Progress, Wishes
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.questions import AskedOf

EARLY = (Progress.UPLOADED, Progress.CHECKED)


@transactional
def upload(actor: Actor, edition: Edition, table: Table, *, now: datetime) -> PeopleImport:
    """Keep a table's rows until it is clear what becomes of them."""
    permit(actor, Permission.REGISTRATION_REVIEW, edition)
    sheets = [{"name": each.name, "hidden": each.hidden, "headings": each.headings, "rows": len(each.rows)}
              for each in table.sheets]  # fmt: skip
    told = {"file_name": table.file_name, "encoding": table.encoding, "separator": table.separator}
    run = PeopleImport(edition_id=edition.id, made_by_id=actor.user_id, made_at=now, sheets=sheets, **told)
    run.sheet = 0 if len(sheets) == 1 else None
    db.session.add(run)
    db.session.flush()
    shared = {"edition_id": edition.id, "import_id": run.id}
    rows = [{**shared, "sheet": place, "number": number, "cells": cells}
            for place, each in enumerate(table.sheets) for number, cells in each.rows]  # fmt: skip
    db.session.execute(insert(ImportRow), rows)
    audit.record(actor, audit.Verb.IMPORT_UPLOADED, run, now=now, details={"rows": len(rows)})
    return run


@transactional
def choose_sheet(actor: Actor, run: PeopleImport, sheet: int, *, now: datetime) -> None:
    """Say which sheet of a workbook holds the people."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, *EARLY)
    if not 0 <= sheet < len(run.sheets):
        raise NotFound()
    run.sheet, run.mapping, run.state = sheet, {}, Progress.UPLOADED
    audit.record(actor, audit.Verb.IMPORT_UPLOADED, run, now=now, details={"sheet": sheet})


@transactional
def check(actor: Actor, run: PeopleImport, mapping: Mapping[int, str], wishes: Wishes, *, now: datetime) -> None:
    """Read every row and foretell what would become of it; nothing else changes."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, *EARLY)
    if "email" not in mapping.values() or run.sheet is None:
        raise ColumnNeeded()
    run.mapping = {str(number): field for number, field in mapping.items()}
    run.wishes, run.checked_at, run.state = asdict(wishes), now, Progress.CHECKED
    run.counts = _read_all(run, now)
    audit.record(actor, audit.Verb.IMPORT_CHECKED, run, now=now, details=dict(run.counts))


def _read_all(run: PeopleImport, now: datetime) -> dict[str, int]:
    asked = questions.questions(asked_of=AskedOf.PERSON)
    known = {f"q{each.id}" for each in asked} | set(columns.HEADINGS)
    fields = {number: field for number, field in run.columns.items() if field in known}
    universities = Lookup(register.current(), run.edition.country, run.wanted.language)
    reader = Reader(fields, asked, universities, run.wanted)
    query = select(ImportRow.id, ImportRow.number, ImportRow.cells)
    query = query.where(ImportRow.import_id == run.id, ImportRow.sheet == run.sheet)
    found = {number: (row_id, cells) for row_id, number, cells in db.session.execute(query)}
    read = checking.checked(reader, {number: cells for number, (_, cells) in found.items()})
    fates = foretelling.foretold(run, read, now)
    changes = [{"id": found[number][0], "turn": turn, "planned": reading.planned, **fates[number]}
               for number, (reading, turn) in read.items()]  # fmt: skip
    db.session.bulk_update_mappings(ImportRow, changes)
    return _counted(fates.values())


def _counted(fates: Any) -> dict[str, int]:
    counts = Counter(each["fate"] for each in fates)
    counts += Counter(each["outcome"] for each in fates if each["fate"] in (Fate.NEW, Fate.KNOWN))
    counts["note"] = sum(each["has_note"] for each in fates)
    return {str(name): count for name, count in counts.items() if name}


@transactional
def discard(actor: Actor, run: PeopleImport, *, now: datetime) -> None:
    """Forget a table that was not carried out, with all its rows."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, *EARLY)
    db.session.execute(delete(ImportRow).where(ImportRow.import_id == run.id))
    audit.record(actor, audit.Verb.IMPORT_DISCARDED, run, now=now)
    db.session.delete(run)


@transactional
def clear(actor: Actor, run: PeopleImport, *, now: datetime) -> int:
    """Forget the rows of an old import; its numbers stay."""
    permit(actor, Permission.REGISTRATION_REVIEW, run)
    run = held(run, *Progress)
    count = db.session.execute(delete(ImportRow).where(ImportRow.import_id == run.id)).rowcount
    run.cleared_at, run.file_name = now, ""
    run.sheets = [{**each, "headings": [], "name": ""} for each in run.sheets]
    if run.state in (*EARLY, Progress.APPLYING, Progress.UNDOING):
        run.state = Progress.DONE
    audit.record(actor, audit.Verb.IMPORT_CLEARED, run, now=now, details={"rows": count})
    return count
