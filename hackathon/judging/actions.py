"""What a judge does: save and finish scorecards, step back from a project."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from hackathon import audit
from hackathon.db import db, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ConflictOfInterest
from hackathon.judging import cards, chain, dealing
from hackathon.judging import queries_place as queries
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Scorecard
from hackathon.judging.sheets import Saved, Seat, Sheet
from hackathon.rules import judging as rules
from hackathon.rules import schedule
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.schedule import Window


@transactional
def save_scorecard(actor: Actor, seat: Seat, sheet: Sheet, *, now: datetime) -> Saved:
    """Keep marks and comments. A finished card stays finished: saving again corrects it."""
    permit(actor, Permission.SCORECARD_EDIT, seat)
    saved, _ = _store(seat, sheet, now=now)
    _record(actor, audit.Verb.SCORECARD_SAVED, seat, sheet, saved, now)
    return saved


@transactional
def finish_scorecard(actor: Actor, seat: Seat, sheet: Sheet, *, now: datetime) -> Saved:
    """Keep marks and comments, and let the card count; every criterion needs a mark."""
    permit(actor, Permission.SCORECARD_EDIT, seat)
    saved, criteria = _store(seat, sheet, now=now, finish=True)
    cards.require_all_marked(saved.card_id, criteria)
    _record(actor, audit.Verb.SCORECARD_FINISHED, seat, sheet, saved, now)
    return saved


def _store(seat: Seat, sheet: Sheet, *, now: datetime, finish: bool = False) -> tuple[Saved, tuple[int, ...]]:
    found = _hold(seat, Window.JUDGING, now)
    rules.require_practised(found.practice_is_due and found.card_id is None)
    criteria, scale = (), (found.scale_min, found.scale_max)
    if finish or not found.has_marks:
        # From the first mark on the rubric is sealed; until then it is held while this is written.
        criteria, held_scale = queries.held_rubric()
        scale = held_scale or scale
    rules.require_marks_in_scale(sheet.marks, scale)
    saved = cards.write(seat, sheet, found, now=now, finish=finish)
    if saved.is_new:
        chain.append_saved(seat, sheet, saved, now=now, finish=finish)
    return saved, criteria


def _hold(seat: Seat, window: Window, now: datetime) -> Any:
    """Lock the assignment, so that nobody takes the project away while its card is written."""
    found = queries.place(seat, queries.HELD_PLACE)
    rules.require_place(queries.place_of(found))
    schedule.require_open(queries.schedule_of(found), window, now)
    return found


def _record(actor: Actor, verb: audit.Verb, seat: Seat, sheet: Sheet, saved: Saved, now: datetime) -> None:
    if not saved.is_new:
        return
    card = Scorecard(id=saved.card_id, edition_id=seat.edition_id)
    marks = {str(criterion): value for criterion, value in sheet.marks.items()}
    details = {"project": seat.project_id, "version": saved.version, "marks": marks}
    audit.record(actor, verb, card, now=now, details=details)


@transactional
def declare_conflict(actor: Actor, seat: Seat, reason: str, *, now: datetime) -> int | None:
    """Step back from a project: it leaves the queue and goes at once to the least loaded judge without a conflict.

    Return that judge, None if nobody is left.
    """
    permit(actor, Permission.SCORECARD_EDIT, seat)
    edition = db.session.get(Edition, seat.edition_id)
    dealing.take_turn(edition)
    found = _hold(seat, Window.READING, now)
    declared = DeclaredConflict(
        edition_id=seat.edition_id, project_id=seat.project_id, judge_id=seat.judge_id, reason=reason, declared_at=now
    )
    with refusing(uq_declared_conflict_project_id_judge_id=ConflictOfInterest()):
        db.session.add(declared)
    statement = update(JudgeAssignment).where(JudgeAssignment.id == found.id)
    db.session.execute(statement.values(status=AssignmentStatus.RECUSED))
    chain.append_changes(edition.id, [seat.project_id], by=chain.BY_JUDGE, now=now)
    dealt = dealing.replace(edition, [seat.project_id], now=now)
    replacement = next((judge for judge, _ in dealt), None)
    audit.record(
        actor,
        audit.Verb.CONFLICT_DECLARED,
        declared,
        now=now,
        details={"project": seat.project_id, "redealt_to": replacement},
        personal={"reason": reason},
    )
    return replacement
