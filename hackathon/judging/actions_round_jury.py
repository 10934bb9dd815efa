"""Who of an edition's judges sits in a round."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from hackathon import audit
from hackathon.db import db, transactional
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.errors import JudgeHasProjects, NotEnoughJudges, NotFound
from hackathon.judging import dealing
from hackathon.judging.models import AssignmentStatus, JudgeAssignment
from hackathon.judging.models_jury import JuryAbsence
from hackathon.rules import judging as rules
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def choose_jury(actor: Actor, edition: Edition, sitting: Collection[int], *, now: datetime) -> None:
    """Say which judges sit in the round entered; nobody is left out who has projects in it."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    rules.require_judging_ahead(edition.schedule, now)
    dealing.take_turn(edition)
    judges = set(db.session.scalars(select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE)))
    if not set(sitting) <= judges:
        raise NotFound()
    if not sitting:
        raise NotEnoughJudges(field="judges")
    absent = sorted(judges - set(sitting))
    held = select(JudgeAssignment.id).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    if db.session.scalar(held.where(JudgeAssignment.judge_id.in_(absent)).limit(1)) is not None:
        raise JudgeHasProjects(field="judges")
    db.session.execute(delete(JuryAbsence))
    number = edition.round.number
    db.session.add_all(
        JuryAbsence(edition_id=edition.id, round_number=number, user_id=judge) for judge in absent
    )
    details = {"round": number, "judges": sorted(sitting), "absent": absent}
    audit.record(actor, audit.Verb.JURY_CHOSEN, edition, now=now, details=details)
