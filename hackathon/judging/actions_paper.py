"""Type a paper scorecard: twice by different people, once more if they differ; what is agreed becomes the card."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.db import db, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import PaperTakesTwo, ScoredOnScreen, StepNotAllowed
from hackathon.judging import cards, chain, queries_paper, queries_place
from hackathon.judging.models_paper import PaperEntry, PaperStep
from hackathon.judging.sheets import Seat, Sheet
from hackathon.rules import judging as rules
from hackathon.rules import schedule
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.schedule import Window


@transactional
def enter_paper(actor: Actor, edition: Edition, seat: Seat, sheet: Sheet, *, now: datetime) -> PaperStep:
    """Keep what one person typed, without regard to what the other did. Return how far the card is."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    _require_open_card(seat, sheet, now)
    before = queries_paper.entries(seat)
    if PaperStep.SECOND in before or PaperStep.AGREED in before:
        raise StepNotAllowed()
    first = before.get(PaperStep.FIRST)
    if first is not None and first.entered_by_id == actor.user_id:
        raise PaperTakesTwo()
    entry = _keep(actor, seat, sheet, PaperStep.SECOND if first else PaperStep.FIRST, now)
    if first is None or not queries_paper.same(first, entry):
        return entry.step
    _agree(actor, seat, sheet, now)
    return PaperStep.AGREED


@transactional
def settle_paper(actor: Actor, edition: Edition, seat: Seat, sheet: Sheet, *, now: datetime) -> None:
    """Say after another look at the paper what it says, where the two typings differ."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    _require_open_card(seat, sheet, now)
    before = queries_paper.entries(seat)
    if PaperStep.SECOND not in before or PaperStep.AGREED in before:
        raise StepNotAllowed()
    _agree(actor, seat, sheet, now)


def _require_open_card(seat: Seat, sheet: Sheet, now: datetime) -> None:
    """Ask what a judge's own save asks: place, conflicts, window, marks; and that nothing stands on the screen."""
    found = queries_place.place(seat, queries_place.HELD_PLACE)
    rules.require_place(queries_place.place_of(found))
    schedule.require_open(queries_place.schedule_of(found), Window.JUDGING, now)
    criteria, scale = queries_place.held_rubric()
    rules.require_marks_in_scale(sheet.marks, scale or (found.scale_min, found.scale_max))
    rules.require_all_marked(sheet.marks, criteria)
    if found.card_id is not None and PaperStep.AGREED not in queries_paper.entries(seat):
        raise ScoredOnScreen()


def _keep(actor: Actor, seat: Seat, sheet: Sheet, step: PaperStep, now: datetime) -> PaperEntry:
    entry = PaperEntry(
        edition_id=seat.edition_id, project_id=seat.project_id, judge_id=seat.judge_id, step=step,
        marks={str(criterion): mark for criterion, mark in sorted(sheet.marks.items())},
        comment_to_team=sheet.comment_to_team, comment_to_jury=sheet.comment_to_jury,
        entered_by_id=actor.user_id, entered_at=now,
    )  # fmt: skip
    with refusing(uq_paper_entry_round_number_project_id_judge_id_step=StepNotAllowed()):
        db.session.add(entry)
    details = {"project": seat.project_id, "judge": seat.judge_id, "step": step}
    audit.record(actor, audit.Verb.PAPER_ENTERED, entry, now=now, details=details)
    return entry


def _agree(actor: Actor, seat: Seat, sheet: Sheet, now: datetime) -> None:
    """Make the judge's finished card of what was agreed on, in the chain like any other."""
    agreed = _keep(actor, seat, sheet, PaperStep.AGREED, now)
    found = queries_place.place(seat)
    sheet = Sheet(sheet.marks, sheet.comment_to_team, sheet.comment_to_jury, 0)
    saved = cards.write(seat, sheet, found, now=now, finish=True)
    chain.append_saved(seat, sheet, saved, now=now, finish=True, by=chain.FROM_PAPER)
    people = {step: entry.entered_by_id for step, entry in queries_paper.entries(seat).items()}
    details = {"project": seat.project_id, "judge": seat.judge_id, "card": saved.card_id, "people": people}
    audit.record(actor, audit.Verb.PAPER_AGREED, agreed, now=now, details=details)
