"""Keep the answers of a person or a team. Actions of the features that ask share this."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from hackathon import audit
from hackathon.db import db, locked, refusing
from hackathon.errors import ChangedMeanwhile, NotFound, TooManyFiles
from hackathon.files.storage import StoredFile
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question
from hackathon.questions.queries import REGISTRATION
from hackathon.rules import questions as rules
from hackathon.rules.permissions import Actor

MOST_WAITING = 20
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Owner:
    """Whose answers they are: a person's or a team's."""

    edition_id: int
    user_id: int | None = None
    team_id: int | None = None
    form: str = REGISTRATION

    @property
    def key(self) -> dict[str, Any]:
        return {"form": self.form, "user_id": self.user_id, "team_id": self.team_id}


@dataclass(frozen=True)
class Given:
    """What a form says: values by question, and the version of the sheet that it was filled in from."""

    values: Mapping[int, Any]
    version: int = 0


def save(actor: Actor, owner: Owner, asked: Collection[Question], given: Given, *, now: datetime) -> AnswerSheet:
    """Store the answers; what somebody else saved meanwhile is not overwritten."""
    rules.require_answers(asked, given.values)
    sheet = _held(owner, given.version, now)
    before = {each.question_id: each for each in sheet.answers}
    changed = [each.id for each in asked if _take(actor, sheet, before.get(each.id), each, given.values.get(each.id))]
    if changed:
        sheet.version += 1
        sheet.saved_at, sheet.saved_by_id = now, actor.user_id
        audit.record(actor, audit.Verb.ANSWERS_SAVED, sheet, now=now, details={"questions": changed})
    db.session.flush()
    db.session.expire(sheet, ["answers"])
    return sheet


def _held(owner: Owner, version: int, now: datetime) -> AnswerSheet:
    sheet = locked(AnswerSheet, edition_id=owner.edition_id, **owner.key)
    if sheet is not None and sheet.version != version:
        raise ChangedMeanwhile()
    if sheet is None:
        sheet = AnswerSheet(edition_id=owner.edition_id, saved_at=now, **owner.key)
        names = ("uq_answer_sheet_edition_id_form_user_id", "uq_answer_sheet_edition_id_form_team_id")
        with refusing(**dict.fromkeys(names, ChangedMeanwhile())):
            db.session.add(sheet)
    return sheet


def _take(actor: Actor, sheet: AnswerSheet, before: Answer | None, asked: Question, value: Any) -> bool:
    """Write one answer; say whether it is another one than before."""
    if not rules.is_answered(value):
        value = None
    if value == (before.value if before else None):
        return False
    if isinstance(value, dict):
        _attach(actor, sheet, asked, value["file"])
    if before is not None and isinstance(before.value, dict):
        db.session.execute(delete(AnswerFile).where(AnswerFile.id == before.value["file"]))
    if value is None:
        db.session.delete(before)
    elif before is not None:
        before.value = value
    else:
        row = Answer(edition_id=sheet.edition_id, sheet_id=sheet.id, question_id=asked.id, value=value)
        db.session.add(row)
    return True


def _attach(actor: Actor, sheet: AnswerSheet, asked: Question, file_id: int) -> None:
    row = locked(AnswerFile, id=file_id, question_id=asked.id, sheet_id=None, uploaded_by_id=actor.user_id)
    if row is None:
        raise NotFound()
    row.sheet_id = sheet.id


def keep(actor: Actor, asked: Question, stored: StoredFile, *, now: datetime) -> AnswerFile:
    """Note a file that was chosen, so that it is not lost while the rest of the form is corrected."""
    waiting = select(func.count(AnswerFile.id)).filter_by(uploaded_by_id=actor.user_id, sheet_id=None)
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooManyFiles(limit=MOST_WAITING, field=f"q{asked.id}")
    row = AnswerFile(
        edition_id=asked.edition_id,
        question_id=asked.id,
        **{name: getattr(stored, name) for name in ("stored_name", "name", "media_type", "size", "sha256")},
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
    db.session.add(row)
    return row


def forget_unused(now: datetime) -> int:
    """Forget files that were chosen a day ago and never sent with a complete form; return how many."""
    late = AnswerFile.uploaded_at < now - FORGOTTEN_AFTER
    return db.session.execute(delete(AnswerFile).where(AnswerFile.sheet_id.is_(None), late)).rowcount
