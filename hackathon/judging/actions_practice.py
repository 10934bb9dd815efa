"""Write the practice card's example, and score it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from hackathon import audit
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Criterion, Edition
from hackathon.errors import ChangedMeanwhile, NotFound, StepNotAllowed
from hackathon.judging.models_practice import CalibrationCard, CalibrationExample
from hackathon.rules import judging as rules
from hackathon.rules import schedule
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.schedule import Window


@dataclass(frozen=True)
class Example:
    """What an organizer writes for practising."""

    title: str
    description: str
    links: list[str]
    explanation: str
    required: bool


@transactional
def save_example(actor: Actor, edition: Edition, example: Example, version: int, *, now: datetime) -> None:
    """Keep the example; cards that judges have finished stay."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    kept = locked(CalibrationExample, edition_id=edition.id)
    if (kept.version if kept else 0) != version:
        raise ChangedMeanwhile()
    if kept is None:
        kept = CalibrationExample(edition_id=edition.id)
    for name, value in asdict(example).items():
        setattr(kept, name, value)
    kept.saved_at = now
    with refusing(uq_calibration_example_edition_id_round_number=ChangedMeanwhile()):
        db.session.add(kept)
    audit.record(actor, audit.Verb.PRACTICE_EDITED, kept, now=now, details={"required": kept.required})


@transactional
def remove_example(actor: Actor, edition: Edition, *, now: datetime) -> None:
    """Take the example away with all its cards."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    kept = locked(CalibrationExample, edition_id=edition.id)
    if kept is None:
        raise NotFound()
    cards = db.session.execute(delete(CalibrationCard).where(CalibrationCard.example_id == kept.id)).rowcount
    audit.record(actor, audit.Verb.PRACTICE_REMOVED, kept, now=now, details={"cards": cards})
    db.session.delete(kept)


@transactional
def finish_practice(actor: Actor, edition: Edition, marks: Mapping[int, int], *, now: datetime) -> None:
    """Keep a judge's marks for the example, once; they count nowhere."""
    permit(actor, Permission.JUDGING_QUEUE, edition)
    schedule.require_open(edition.schedule, Window.READING, now)
    example = locked(CalibrationExample, edition_id=edition.id)
    if example is None:
        raise NotFound()
    criteria = list(db.session.scalars(select(Criterion.id).order_by(Criterion.position, Criterion.id)))
    rules.require_marks_in_scale(marks, (edition.round.scale_min, edition.round.scale_max))
    rules.require_all_marked(marks, criteria)
    given = {str(criterion): marks[criterion] for criterion in criteria}
    card = CalibrationCard(
        edition_id=edition.id, example_id=example.id, judge_id=actor.user_id, marks=given, finished_at=now
    )
    with refusing(uq_calibration_card_example_id_judge_id=StepNotAllowed()):
        db.session.add(card)
    audit.record(actor, audit.Verb.PRACTICE_FINISHED, card, now=now, details={"example": example.id})
