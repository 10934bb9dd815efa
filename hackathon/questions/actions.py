"""Organizers put a form together; whoever fills it in gives files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, NotFound, QuestionFrozen, TooManyQuestions
from hackathon.files.storage import StoredFile
from hackathon.questions import answering, queries
from hackathon.questions.drafts import QuestionDraft
from hackathon.questions.models import AnswerFile, Question
from hackathon.rules import questions as rules
from hackathon.rules.permissions import Actor, Permission, permit

UP, DOWN = "up", "down"


@transactional
def add_question(actor: Actor, edition: Edition, draft: QuestionDraft, frozen: bool, *, now: datetime) -> Question:
    """Ask one thing more, at the end of the form."""
    permit(actor, Permission.EDITION_EDIT, edition)
    _require_open(frozen)
    locked(Edition, id=edition.id)
    query = select(func.count(Question.id), func.max(Question.position)).where(Question.retired_at.is_(None))
    count, last = db.session.execute(query.where(Question.form == draft.form)).one()
    if count >= rules.MOST_QUESTIONS:
        raise TooManyQuestions(limit=rules.MOST_QUESTIONS)
    question = Question(edition_id=edition.id, form=draft.form, position=(last or 0) + 1)
    draft.write(question)
    rules.require_sound(question.shape)
    db.session.add(question)
    audit.record(actor, audit.Verb.QUESTION_ADDED, question, now=now, details={"kind": str(draft.kind)})
    return question


@transactional
def edit_question(
    actor: Actor, question: Question, draft: QuestionDraft, version: int, frozen: bool, *, now: datetime
) -> None:
    """Change a question as far as its answers and the date of freezing allow."""
    permit(actor, Permission.EDITION_EDIT, question)
    question = _held(question)
    if question.version != version:
        raise ChangedMeanwhile()
    before = question.shape
    draft.write(question)
    rules.require_sound(question.shape)
    answered = queries.is_answered(question.id)
    rules.require_change(before, question.shape, answered=answered, frozen=frozen)
    audit.record(actor, audit.Verb.QUESTION_EDITED, question, now=now)


@transactional
def move_question(actor: Actor, question: Question, direction: str, *, now: datetime) -> None:
    """Ask a question one place earlier or later."""
    permit(actor, Permission.EDITION_EDIT, question)
    locked(Edition, id=question.edition_id)
    order = queries.questions(question.form)
    place = next((number for number, each in enumerate(order) if each.id == question.id), None)
    if place is None:
        raise NotFound()
    other = place + (1 if direction == DOWN else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for number, each in enumerate(order, 1):
        each.position = number
    audit.record(actor, audit.Verb.QUESTION_MOVED, question, now=now)


@transactional
def remove_question(actor: Actor, question: Question, frozen: bool, *, now: datetime) -> bool:
    """Ask a question no longer; say whether answers were kept."""
    permit(actor, Permission.EDITION_EDIT, question)
    _require_open(frozen)
    question = _held(question)
    waiting = select(AnswerFile.id).where(AnswerFile.question_id == question.id).limit(1)
    keeps = queries.is_answered(question.id) or db.session.scalar(waiting) is not None
    audit.record(actor, audit.Verb.QUESTION_REMOVED, question, now=now, details={"retired": keeps})
    if keeps:
        question.retired_at = now
    else:
        db.session.delete(question)
    return keeps


@transactional
def keep_file(actor: Actor, question: Question, stored: StoredFile, *, now: datetime) -> AnswerFile:
    """Keep a file that somebody chose as an answer while the rest of the form is looked at."""
    permit(actor, Permission.EDITION_REGISTER, question)
    row = answering.keep(actor, question, stored, now=now)
    audit.record(actor, audit.Verb.ANSWER_FILE_KEPT, row, now=now, details={"question_id": question.id})
    return row


@transactional
def forget_files(actor: Actor, edition: Edition, *, now: datetime) -> int:
    """Forget files that were chosen a day ago and never sent; the sweep takes them off the disk."""
    permit(actor, Permission.EDITION_EDIT, edition)
    count = answering.forget_unused(now)
    audit.record(actor, audit.Verb.ANSWER_FILES_FORGOTTEN, edition, now=now, details={"count": count})
    return count


def _held(question: Question) -> Question:
    found = locked(Question, id=question.id)
    if found is None or found.retired_at is not None:
        raise NotFound()
    return found


def _require_open(frozen: bool) -> None:
    if frozen:
        raise QuestionFrozen()
