"""What is read of questions and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from hackathon.db import db
from hackathon.editions import scope
from hackathon.errors import NotFound
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question
from hackathon.rules.questions import AskedOf, Kind

REGISTRATION = "registration"


def questions(form: str = REGISTRATION, asked_of: AskedOf | None = None, *, retired: bool = False) -> list[Question]:
    """Return the questions of a form in their order; exports want the retired ones, too."""
    query = select(Question).where(Question.form == form).order_by(Question.position, Question.id)
    if asked_of is not None:
        query = query.where(Question.asked_of == asked_of)
    return list(db.session.scalars(query if retired else query.where(Question.retired_at.is_(None))))


def question(question_id: int, form: str = REGISTRATION) -> Question:
    """Return a question that is asked, or raise `NotFound`."""
    query = select(Question).where(Question.id == question_id, Question.form == form, Question.retired_at.is_(None))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def answer_counts() -> dict[int, int]:
    """Return how many answers each question has."""
    query = select(Answer.question_id, func.count(Answer.id)).group_by(Answer.question_id)
    return dict(db.session.execute(query).all())


def is_answered(question_id: int) -> bool:
    """Say whether anybody has answered the question."""
    return db.session.scalar(select(Answer.id).where(Answer.question_id == question_id).limit(1)) is not None


def sheet(form: str = REGISTRATION, *, user_id: int | None = None, team_id: int | None = None) -> AnswerSheet | None:
    """Return what a person, or a team, has answered."""
    query = _sheets(form).where(AnswerSheet.user_id == user_id if team_id is None else AnswerSheet.team_id == team_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def values_of_people(user_ids: Collection[int] | None = None, form: str = REGISTRATION) -> dict[int, dict[int, Any]]:
    """Return the answers of these people, or of everybody, by person and question."""
    return _values(AnswerSheet.user_id, user_ids, form)


def values_of_teams(team_ids: Collection[int] | None = None, form: str = REGISTRATION) -> dict[int, dict[int, Any]]:
    """Return the answers of these teams, or of all, by team and question."""
    return _values(AnswerSheet.team_id, team_ids, form)


def _values(owner: Any, ids: Collection[int] | None, form: str) -> dict[int, dict[int, Any]]:
    query = select(owner, Answer.question_id, Answer.value).join(Answer.sheet)
    query = query.where(AnswerSheet.form == form, owner.is_not(None))
    if ids is not None:
        query = query.where(owner.in_(list(ids)))
    found: dict[int, dict[int, Any]] = {}
    for owner_id, question_id, value in db.session.execute(query):
        found.setdefault(owner_id, {})[question_id] = value
    return found


def _sheets(form: str) -> Select[Any]:
    return select(AnswerSheet).options(selectinload(AnswerSheet.answers)).where(AnswerSheet.form == form)


def file_ids(values: Iterable[Any]) -> list[int]:
    """Return the ids of the files among answers."""
    return [value["file"] for value in values if isinstance(value, dict) and "file" in value]


def files(ids: Iterable[int]) -> dict[int, AnswerFile]:
    """Return files by their ids."""
    wanted = list(ids)
    rows = db.session.scalars(select(AnswerFile).where(AnswerFile.id.in_(wanted))) if wanted else ()
    return {each.id: each for each in rows}


def file_names() -> dict[int, str]:
    """Return the name of every file that was given as an answer, for exports."""
    query = select(AnswerFile.id, AnswerFile.name).where(AnswerFile.sheet_id.is_not(None))
    return dict(db.session.execute(query).all())


def kept_file(file_id: int, question_id: int, *, sheet_id: int | None, who: int | None) -> AnswerFile | None:
    """Return a file that was chosen for this question: given on this sheet, or by this person and not sent yet."""
    row = db.session.scalar(select(AnswerFile).where(AnswerFile.id == file_id, AnswerFile.question_id == question_id))
    if row is None:
        return None
    own = row.uploaded_by_id == who if row.sheet_id is None else row.sheet_id == sheet_id
    return row if own else None


def file_with_sheet(file_id: int) -> tuple[AnswerFile, AnswerSheet]:
    """Return a file that belongs to an answer, and whose it is."""
    query = select(AnswerFile, AnswerSheet).join(AnswerSheet, AnswerSheet.id == AnswerFile.sheet_id)
    row = db.session.execute(query.where(AnswerFile.id == file_id)).one_or_none()
    if row is None:
        raise NotFound()
    return row[0], row[1]


def for_jury(team_id: int, user_ids: Collection[int]) -> list[tuple[Question, list[Any]]]:
    """Return the questions whose answers the jury reads, with the answers of a team and of its people, unnamed."""
    shown = [each for each in questions(retired=True) if each.shown_to_jury and each.kind != Kind.FILE]
    if not shown:
        return []
    people = values_of_people(user_ids).values()
    found = {AskedOf.PERSON: list(people), AskedOf.TEAM: list(values_of_teams([team_id]).values())}
    pairs = [(each, [values[each.id] for values in found[each.asked_of] if each.id in values]) for each in shown]
    return [pair for pair in pairs if pair[1]]


def editions_with_forgotten_files(before: datetime) -> list[int]:
    """Return the editions in which files were chosen before this moment and never sent."""
    query = select(AnswerFile.edition_id).where(AnswerFile.sheet_id.is_(None), AnswerFile.uploaded_at < before)
    with scope.every_edition(because="the worker looks after all editions"):
        return sorted(db.session.scalars(query.distinct()))


def stored_names_everywhere() -> list[str]:
    """Return every name under which a file of an answer lies on disk."""
    with scope.every_edition(because="the folder of uploads is shared by all editions"):
        return list(db.session.scalars(select(AnswerFile.stored_name)))
