"""The jury's vote on projects that share a place: opened and closed by an organizer, secret while it runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from hackathon import audit, outbox
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import (
    AlreadyProposed,
    ConflictKeepsFromVoting,
    NotAllowed,
    NotFound,
    VoteAlreadyHeld,
    VoteClosed,
)
from hackathon.judging import queries_docket as docket
from hackathon.results import holding, queries_proposals, snapshot
from hackathon.results import queries_votes as queries
from hackathon.results.models_deliberation import TieBallot, TieVote
from hackathon.rules import publication, ties
from hackathon.rules import votes as rules
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def open_vote(actor: Actor, edition: Edition, projects: Collection[int], *, now: datetime) -> TieVote:
    """Ask the judges without a conflict to order projects that share a place after all declared rules."""
    permit(actor, Permission.TIE_OPEN, edition)
    holding.hold(edition)
    publication.require_judging_over(edition.schedule, now)
    waiting = queries_proposals.waiting()
    standings = snapshot.of_now(edition)
    if waiting is not None and waiting.digest == standings.digest:
        raise AlreadyProposed()
    rules.require_tie(projects, standings.tied, shared=edition.round.ties == ties.SHARED)
    rules.require_first(projects, queries.held(projects))
    vote = TieVote(edition_id=edition.id, projects=sorted(projects), opened_by_id=actor.user_id, opened_at=now)
    with refusing(uq_tie_vote_running=VoteAlreadyHeld()):
        db.session.add(vote)
    audit.record(actor, audit.Verb.TIE_VOTE_OPENED, vote, now=now, details={"projects": vote.projects})
    _invite(edition, vote, now)
    return vote


def _invite(edition: Edition, vote: TieVote, now: datetime) -> None:
    """Write to those who may vote; which projects it is about stands on the page alone."""
    page = outbox.public_url("results.tie_ballot", edition=edition.address)
    readers, key = queries.electors(vote), f"tie-vote:{vote.id}"
    outbox.queue_many("tie_vote", readers, key=key, now=now, edition_id=edition.id, of=edition, url=page)


@transactional
def cast_ballot(actor: Actor, edition: Edition, vote_id: int, ranking: Sequence[int], *, now: datetime) -> None:
    """Keep a judge's order of the projects, best first; until the vote is closed it can be changed."""
    permit(actor, Permission.TIE_VOTE, edition)
    vote = locked(TieVote, edition_id=edition.id, id=vote_id)
    if vote is None:
        raise NotFound()
    if vote.closed_at is not None:
        raise VoteClosed()
    if not docket.sits(actor.user_id):
        raise NotAllowed()
    if not queries.may_vote(actor.user_id, vote):
        raise ConflictKeepsFromVoting()
    rules.require_ranking(ranking, vote.projects)
    ballot = queries.ballot_of(vote, actor.user_id)
    if ballot is None:
        ballot = TieBallot(edition_id=edition.id, vote_id=vote.id, judge_id=actor.user_id)
        db.session.add(ballot)
    ballot.ranking, ballot.cast_at = list(ranking), now
    audit.record(actor, audit.Verb.TIE_VOTE_CAST, vote, now=now)


@transactional
def close_vote(actor: Actor, edition: Edition, vote_id: int, *, now: datetime) -> TieVote:
    """Count the ballots of those who may still vote. The counts decide the tie from now on, as its last rule."""
    permit(actor, Permission.TIE_OPEN, edition)
    holding.hold(edition)
    vote = locked(TieVote, edition_id=edition.id, id=vote_id)
    if vote is None:
        raise NotFound()
    if vote.closed_at is not None:
        raise VoteClosed()
    ballots = queries.ballots_of(vote)
    entitled = queries.without_conflict(docket.judge_ids(), vote.projects)
    counted = rules.counted(vote.projects, [each.ranking for each in ballots if each.judge_id in entitled])
    vote.counts = rules.as_published(counted)
    vote.closed_at, vote.closed_by_id = now, actor.user_id
    audit.record(actor, audit.Verb.TIE_VOTE_CLOSED, vote, now=now, details={"ballots": counted.ballots})
    return vote
