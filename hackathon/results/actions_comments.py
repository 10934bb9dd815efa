"""Which comments of judges the teams get: all, except those that are withheld with a reason."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select

from hackathon import audit
from hackathon.db import db, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import NoProposal, NotFound, StepNotAllowed
from hackathon.results import queries, queries_comments, queries_proposals
from hackathon.results.models_deliberation import WithheldComment
from hackathon.rules.permissions import Actor, Permission, may, permit


class Reason(StrEnum):
    HURTS = "hurts"
    PERSONAL = "personal"
    CONFIDENTIAL = "confidential"
    OTHER_TEAM = "other_team"


@transactional
def withhold_comment(actor: Actor, edition: Edition, scorecard_id: int, reason: Reason, *, now: datetime) -> None:
    """Keep a comment from its team; withholding it again changes nothing."""
    permit(actor, Permission.COMMENT_MODERATE, edition)
    _require_turn(actor, edition)
    if not queries_comments.is_comment(scorecard_id):
        raise NotFound()
    if db.session.scalar(select(WithheldComment.id).filter_by(scorecard_id=scorecard_id)) is not None:
        return
    row = WithheldComment(
        edition_id=edition.id, scorecard_id=scorecard_id, reason=reason, withheld_by_id=actor.user_id, withheld_at=now
    )
    with refusing(uq_withheld_comment_scorecard_id=StepNotAllowed()):
        db.session.add(row)
    details = {"card": scorecard_id, "reason": str(reason)}
    audit.record(actor, audit.Verb.COMMENT_WITHHELD, row, now=now, details=details)


@transactional
def release_comment(actor: Actor, edition: Edition, scorecard_id: int, *, now: datetime) -> None:
    """Let the team have the comment again."""
    permit(actor, Permission.COMMENT_MODERATE, edition)
    _require_turn(actor, edition)
    if not db.session.execute(delete(WithheldComment).where(WithheldComment.scorecard_id == scorecard_id)).rowcount:
        raise NotFound()
    audit.record(actor, audit.Verb.COMMENT_RELEASED, edition, now=now, details={"card": scorecard_id})


def _require_turn(actor: Actor, edition: Edition) -> None:
    """Let the chair read comments with a proposal or a publication, like the standings; organizers at any time."""
    organizes = may(actor, Permission.EDITION_ORGANIZE, edition)
    if not organizes and queries_proposals.waiting() is None and queries.public_results() is None:
        raise NoProposal()
