"""Who chairs the jury: one judge at most, who confirms the results that an organizer proposes."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import turns
from hackathon.db import db, refusing, transactional
from hackathon.editions import offices
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.errors import ChairTaken, NotFound
from hackathon.judging import queries_docket as docket
from hackathon.rules import two_people
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def appoint_chair(actor: Actor, edition: Edition, judge_id: int, *, now: datetime) -> None:
    """Make a judge the chair of the jury; the chair stays a judge. Doing it again changes nothing."""
    permit(actor, Permission.CHAIR_APPOINT, edition)
    offices.take_turn(edition)
    turns.take_turn(judge_id)
    two_people.require_appointable(judge_id, by=actor.user_id, is_judge=docket.is_judge(judge_id))
    chair = docket.chair_id()
    if chair == judge_id:
        return
    if chair is not None:
        raise ChairTaken()
    with refusing(uq_edition_role_chair=ChairTaken()):
        db.session.add(EditionRole(edition_id=edition.id, user_id=judge_id, role=Role.CHAIR, granted_at=now))
    audit.record(actor, audit.Verb.CHAIR_APPOINTED, edition, now=now, details={"user_id": judge_id})


@transactional
def revoke_chair(actor: Actor, edition: Edition, judge_id: int, *, now: datetime) -> None:
    """Take the chair from a judge, who stays a judge; a proposal waits for the next chair."""
    permit(actor, Permission.CHAIR_APPOINT, edition)
    offices.take_turn(edition)
    if not offices.take(judge_id, Role.CHAIR):
        raise NotFound()
    audit.record(actor, audit.Verb.CHAIR_REVOKED, edition, now=now, details={"user_id": judge_id})
