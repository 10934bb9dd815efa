"""What forms hold about people: their answers, and files among them. Answers of a team are the team's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, delete, or_, select

from hackathon.accounts.holdings import declare, doomed, files, nobodys, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.questions.models import Answer, AnswerFile, AnswerSheet, Question

nobodys(Question, "id edition_id form kind asked_of wording help required shown_to_jury options least most position "
                  "retired_at version")  # fmt: skip


def own_answers(user: User) -> ColumnElement[bool]:
    """Hold for a person's answers about themselves."""
    return Answer.sheet_id.in_(select(AnswerSheet.id).where(AnswerSheet.user_id == user.id))


def personal_files(user: User) -> ColumnElement[bool]:
    """Hold for files among a person's own answers, and for those that were chosen and never sent."""
    own = AnswerFile.sheet_id.in_(select(AnswerSheet.id).where(AnswerSheet.user_id == user.id))
    return or_(own, and_(AnswerFile.uploaded_by_id == user.id, AnswerFile.sheet_id.is_(None)))


declare(
    AnswerSheet, whose="user_id", title=_l("Forms that you filled in"), shown="edition_id form saved_at",
    kept="id user_id version", gone=True,
)  # fmt: skip
declare(
    AnswerSheet, whose="saved_by_id", title=_l("Forms that you saved last"), shown="edition_id form team_id saved_at",
    kept="saved_by_id", why=_l("What a team made together stays with it."),
)  # fmt: skip
declare(Answer, whose=own_answers, title=_l("Your answers"), shown="edition_id question_id value",
        kept="id sheet_id", gone=True)  # fmt: skip
declare(
    AnswerFile, whose=personal_files, title=_l("Files among your answers"), gone=True,
    shown="edition_id name media_type size sha256 uploaded_at", kept="id question_id sheet_id stored_name",
)  # fmt: skip
declare(
    AnswerFile, whose="uploaded_by_id", title=_l("Files that you uploaded for forms"),
    shown="edition_id name uploaded_at", kept="uploaded_by_id", why=_l("What a team made together stays with it."),
)  # fmt: skip


def uploaded(user: User, folder: Path) -> Iterable[tuple[str, Path]]:
    """Give the files among a person's answers."""
    query = select(AnswerFile).where(or_(personal_files(user), AnswerFile.uploaded_by_id == user.id))
    for each in db.session.scalars(query.order_by(AnswerFile.id)):
        yield f"answer-{each.id}-{each.name}", folder / each.stored_name


def stored_names(user: User) -> list[str]:
    """Return which files on the disk go with the person."""
    return list(db.session.scalars(select(AnswerFile.stored_name).where(personal_files(user))))


def forget_files_first(user: User, now: datetime) -> None:
    """Delete what hangs on a sheet before the sheet."""
    for model, condition in ((AnswerFile, personal_files(user)), (Answer, own_answers(user))):
        db.session.execute(delete(model).where(condition).execution_options(synchronize_session=False))


if forget_files_first not in steps:
    steps.append(forget_files_first)
    files.append(uploaded)
    doomed.append(stored_names)
