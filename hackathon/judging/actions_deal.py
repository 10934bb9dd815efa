"""What organizers do with projects and judges: deal, assign, take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, ConflictOfInterest, NotEnoughJudges, NotFound, ReasonNeeded
from hackathon.judging import chain, dealing
from hackathon.judging import queries_docket as queries
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Origin, Scorecard, ScorecardStatus
from hackathon.judging.sheets import Seat
from hackathon.rules import adaptive, assignment
from hackathon.rules import judging as rules
from hackathon.rules.adaptive import DealMode
from hackathon.rules.assignment import Deal
from hackathon.rules.conflicts import Conflict
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class Plan:
    """The deal that an organizer looked at: reviews for each project, and the fingerprint of what it rests on."""

    reviews: int
    digest: str


@transactional
def deal_projects(actor: Actor, edition: Edition, plan: Plan, *, now: datetime) -> Deal:
    """Deal the missing reviews exactly as the preview showed them; nothing that is dealt already changes."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    rules.require_judging_ahead(edition.schedule, now)
    adaptive.require_mode(edition.round.deal, DealMode.FIXED)
    dealing.take_turn(edition)
    docket = queries.docket(plan.reviews)
    if not docket.judges:
        raise NotEnoughJudges()
    if queries.digest(docket) != plan.digest:
        raise ChangedMeanwhile()
    deal = assignment.deal(docket, seed=edition.id)
    dealing.put(edition, deal.new, now=now)
    details = {"reviews": plan.reviews, "dealt": len(deal.new), "short": [list(each) for each in deal.short]}
    audit.record(actor, audit.Verb.JUDGING_DEALT, edition, now=now, details=details)
    return deal


@transactional
def assign_judge(actor: Actor, edition: Edition, seat: Seat, *, now: datetime) -> Conflict | None:
    """Give a project to a judge by hand; a soft conflict is returned as a warning, a hard one refused."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    rules.require_judging_ahead(edition.schedule, now)
    dealing.take_turn(edition)
    tied = queries.ties([seat.judge_id])
    if seat.project_id not in tied.entries or not queries.sits(seat.judge_id):
        raise NotFound()
    conflict = tied.conflict(seat.judge_id, seat.project_id)
    if conflict and conflict.is_hard:
        raise ConflictOfInterest()
    if (seat.judge_id, seat.project_id) not in queries.assigned_pairs():
        _reopen_card(seat)
        dealing.put(edition, [(seat.judge_id, seat.project_id)], now=now, origin=Origin.BY_HAND)
    details = {"project": seat.project_id, "judge": seat.judge_id, "conflict": str(conflict) if conflict else None}
    audit.record(actor, audit.Verb.JUDGING_ASSIGNED, edition, now=now, details=details)
    return conflict


def _reopen_card(seat: Seat) -> None:
    """A card that was set aside counts again only when its judge finishes it anew."""
    card = (Scorecard.project_id == seat.project_id) & (Scorecard.judge_id == seat.judge_id)
    db.session.execute(
        update(Scorecard)
        .where(card)
        .values(status=ScorecardStatus.DRAFT, finished_at=None, version=Scorecard.version + 1)
    )


@transactional
def unassign_judge(actor: Actor, edition: Edition, seat: Seat, reason: str, *, now: datetime) -> None:
    """Take a project from a judge. A card that was begun no longer counts, which needs a reason."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    dealing.take_turn(edition)
    found = locked(JudgeAssignment, project_id=seat.project_id, judge_id=seat.judge_id)
    if found is None or found.status != AssignmentStatus.ASSIGNED:
        raise NotFound()
    begun = select(Scorecard.id).where(Scorecard.project_id == seat.project_id, Scorecard.judge_id == seat.judge_id)
    if db.session.scalar(begun) is not None and not reason:
        raise ReasonNeeded(field="reason")
    found.status = AssignmentStatus.REMOVED
    chain.append_changes(edition.id, [seat.project_id], by=chain.BY_ORGANIZERS, now=now)
    audit.record(
        actor,
        audit.Verb.JUDGING_UNASSIGNED,
        found,
        now=now,
        details={"project": seat.project_id, "judge": seat.judge_id},
        personal={"reason": reason},
    )
