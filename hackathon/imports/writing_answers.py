"""Write the answers that a step's rows give; what people have answered meanwhile is changed only where chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from hackathon import audit
from hackathon.db import db
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.questions import queries as questions
from hackathon.questions.models import Answer, AnswerSheet
from hackathon.rules.importing import Fate
from hackathon.rules.permissions import Actor
from hackathon.rules.questions import AskedOf

WRITES = (Fate.NEW, Fate.KNOWN, Fate.UPDATE)


def write(actor: Actor, run: PeopleImport, rows: Sequence[ImportRow], now: datetime) -> None:
    """Store the answers of those who are registered now, or whose answers are to be changed."""
    given = {row.user_id: row.planned["answers"] for row in rows if row.fate in WRITES and row.planned["answers"]}
    if not given:
        return
    asked = {each.id for each in questions.questions(asked_of=AskedOf.PERSON)}
    sheets = _sheets(run, list(given), now)
    changed, new = [], []
    for user_id, values in given.items():
        known = {int(number): value for number, value in values.items() if int(number) in asked}
        touched = _merge(sheets[user_id], known, new)
        if touched:
            sheets[user_id].version += 1
            sheets[user_id].saved_at, sheets[user_id].saved_by_id = now, actor.user_id
            changed.append((sheets[user_id], {"questions": touched, "import_id": run.id}))
    if new:
        db.session.execute(insert(Answer), new)
    audit.record_many(actor, audit.Verb.ANSWERS_SAVED, changed, now=now)


def _sheets(run: PeopleImport, ids: list[int], now: datetime) -> dict[int, AnswerSheet]:
    query = select(AnswerSheet).where(AnswerSheet.form == questions.REGISTRATION, AnswerSheet.user_id.in_(ids))
    query = query.options(selectinload(AnswerSheet.answers)).with_for_update(of=AnswerSheet)
    found = {each.user_id: each for each in db.session.scalars(query.execution_options(populate_existing=True))}
    shared = {"edition_id": run.edition_id, "form": questions.REGISTRATION, "saved_at": now}
    new = [{**shared, "user_id": user_id} for user_id in ids if user_id not in found]
    if new:
        db.session.execute(insert(AnswerSheet), new)
        found |= {each.user_id: each for each in db.session.scalars(query)}
    return found


def _merge(sheet: AnswerSheet, values: dict[int, Any], new: list[dict[str, Any]]) -> list[int]:
    before = {each.question_id: each for each in sheet.answers}
    touched = []
    for number, value in values.items():
        if number not in before:
            key = {"edition_id": sheet.edition_id, "sheet_id": sheet.id, "question_id": number}
            new.append({**key, "value": value})
        elif before[number].value != value:
            before[number].value = value
        else:
            continue
        touched.append(number)
    return touched
