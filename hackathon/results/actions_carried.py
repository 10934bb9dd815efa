"""The round before was corrected: organizers take its new scores over into this round, or leave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ReasonNeeded, VoteStillOpen
from hackathon.judging.models import RoundEntry
from hackathon.results import holding, queries, queries_carried, queries_votes
from hackathon.results.models_carried import CarriedDecision
from hackathon.rules import carrying
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class Chosen:
    """Whether the new scores are taken over, why, and what was looked at."""

    taken: bool
    reason: str
    seen: str


@transactional
def decide_on_carried(actor: Actor, edition: Edition, chosen: Chosen, *, now: datetime) -> None:
    """Take the scores of the newer revision over, or leave them. Published results stay until they are corrected."""
    permit(actor, Permission.RESULTS_PROPOSE, edition)
    if not chosen.reason:
        raise ReasonNeeded(field="reason")
    holding.hold(edition)
    if queries_votes.running() is not None:
        raise VoteStillOpen()
    found = queries_carried.carrying(edition, {project.id for project in queries.candidates()})
    newer = carrying.require_decidable(found, chosen.seen)
    changes = found.takable(newer) if chosen.taken else {}
    told = {str(project): [found.scores[project], score] for project, score in changes.items()}
    _take(edition, changes)
    decision = {"revision": newer.number, "digest": newer.digest, "taken": chosen.taken, "changes": told}
    signed = {"reason": chosen.reason, "decided_by_id": actor.user_id, "decided_at": now}
    db.session.add(CarriedDecision(edition_id=edition.id, round_number=edition.round.number, **decision, **signed))
    verb = audit.Verb.CARRIED_TAKEN_OVER if chosen.taken else audit.Verb.CARRIED_LEFT
    audit.record(actor, verb, edition, now=now, details={"round": edition.round.number, **decision},
                 personal={"reason": chosen.reason})  # fmt: skip


def _take(edition: Edition, scores: Mapping[int, str]) -> None:
    for project, score in scores.items():
        own = {"edition_id": edition.id, "round_number": edition.round.number, "project_id": project}
        locked(RoundEntry, **own).score = score
