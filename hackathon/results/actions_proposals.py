"""How results come to be published: an organizer proposes them, the chair of the jury confirms or sends them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hackathon import audit, outbox
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition, EditionRole, Role
from hackathon.errors import AlreadyProposed, NoProposal, NothingToPublish, StandingsChanged, VoteStillOpen
from hackathon.results import holding, publishing, queries, queries_proposals, queries_votes, snapshot
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import ProposalState, ResultsProposal
from hackathon.rules import carrying, publication, two_people
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class Words:
    """What an organizer writes to a proposal; everybody reads it once it is published."""

    note: str = ""
    correction: str = ""
    hides_previous: bool = False


@transactional
def propose_results(
    actor: Actor, edition: Edition, words: Words, *, now: datetime, seen: str | None
) -> ResultsProposal:
    """Propose the standings that were looked at, known by their digest `seen`, to the chair of the jury."""
    permit(actor, Permission.RESULTS_PROPOSE, edition)
    holding.hold(edition)
    publication.require_judging_over(edition.schedule, now)
    two_people.require_proposer(actor.user_id, _chair(edition))
    two_people.require_correction(queries.last_revision(), words.correction)
    if queries_votes.running() is not None:
        raise VoteStillOpen()
    standings = snapshot.of_now(edition)
    if not standings.ranked:
        raise NothingToPublish()
    if seen != standings.digest:
        raise StandingsChanged()
    carrying.require_decided(standings.carrying)
    standings.require_sound_awards()
    _make_room(actor, edition, standings.digest, now)
    proposal = _proposal(actor, edition, standings, words, now)
    details = {"digest": proposal.digest, "method": proposal.method}
    audit.record(actor, audit.Verb.RESULTS_PROPOSED, proposal, now=now, details=details)
    page = outbox.public_url("results.chair_desk", edition=edition.address)
    readers, key = queries_proposals.readers(Role.CHAIR), f"proposed:{proposal.id}"
    outbox.queue_many("results_proposed", readers, key=key, now=now, edition_id=edition.id, of=edition, url=page)
    return proposal


def _chair(edition: Edition) -> int | None:
    """Return who is the chair at this moment, and hold the office until the action ends."""
    role = locked(EditionRole, edition_id=edition.id, role=Role.CHAIR)
    return role.user_id if role is not None else None


def _make_room(actor: Actor, edition: Edition, digest: str, now: datetime) -> None:
    """Put an older proposal aside that no longer says what the standings are."""
    before = locked(ResultsProposal, edition_id=edition.id, decided_at=None)
    if before is None:
        return
    if before.digest == digest:
        raise AlreadyProposed()
    _decide(before, actor, ProposalState.OUTDATED, now)
    db.session.flush()


def _proposal(
    actor: Actor, edition: Edition, standings: snapshot.Snapshot, words: Words, now: datetime
) -> ResultsProposal:
    proposal = ResultsProposal(
        edition_id=edition.id,
        digest=standings.digest,
        method=standings.method,
        method_version=standings.method_version,
        proposed_by_id=actor.user_id,
        proposed_at=now,
        **vars(words),
    )
    with refusing(uq_results_proposal_open=AlreadyProposed()):
        db.session.add(proposal)
    return proposal


def _decide(proposal: ResultsProposal, actor: Actor, state: ProposalState, now: datetime, answer: str = "") -> None:
    proposal.state, proposal.answer = state, answer
    proposal.decided_by_id, proposal.decided_at = actor.user_id, now


@transactional
def take_back_proposal(actor: Actor, edition: Edition, *, now: datetime) -> None:
    """Take a proposal back before the chair has answered; the chair then sees no standings any more."""
    permit(actor, Permission.RESULTS_PROPOSE, edition)
    proposal = _waiting(edition)
    _decide(proposal, actor, ProposalState.TAKEN_BACK, now)
    audit.record(actor, audit.Verb.RESULTS_TAKEN_BACK, proposal, now=now)


def _waiting(edition: Edition) -> ResultsProposal:
    proposal = locked(ResultsProposal, edition_id=edition.id, decided_at=None)
    if proposal is None:
        raise NoProposal()
    return proposal


@transactional
def confirm_results(actor: Actor, edition: Edition, *, now: datetime, seen: str | None) -> PublishedResults:
    """Publish exactly the proposed standings: freeze them, seal the chain of marks, write to teams and jury."""
    permit(actor, Permission.RESULTS_CONFIRM, edition)
    # A second confirmation waits here; the chain is sealed as the marks are read.
    holding.hold(edition)
    publication.require_judging_over(edition.schedule, now)
    chair, proposal = _chair(edition), _waiting(edition)
    two_people.require_confirmer(actor.user_id, chair, proposal.proposed_by_id)
    two_people.require_looked_at(seen, proposal.digest)
    two_people.require_correction(queries.last_revision(), proposal.correction)
    standings = snapshot.of_now(edition)
    carrying.require_decided(standings.carrying)
    two_people.require_unchanged(proposal.digest, standings.digest)
    _decide(proposal, actor, ProposalState.CONFIRMED, now)
    results = publishing.freeze(edition, standings, proposal, now)
    if edition.is_in_last_round:
        edition.results_published_at = now
    details = {"revision": results.revision, "digest": results.digest, "projects": len(standings.standings),
               "proposed_by": proposal.proposed_by_id}  # fmt: skip
    audit.record(actor, audit.Verb.RESULTS_PUBLISHED, results, now=now, details=details)
    publishing.announce(edition, results, now)
    return results


@transactional
def send_back_results(actor: Actor, edition: Edition, reason: str, *, now: datetime, seen: str | None) -> None:
    """Refuse the proposed standings with a reason; the organizers get a letter."""
    permit(actor, Permission.RESULTS_CONFIRM, edition)
    chair, proposal = _chair(edition), _waiting(edition)
    two_people.require_confirmer(actor.user_id, chair, proposal.proposed_by_id)
    two_people.require_looked_at(seen, proposal.digest)
    _decide(proposal, actor, ProposalState.SENT_BACK, now, reason)
    audit.record(actor, audit.Verb.RESULTS_SENT_BACK, proposal, now=now, personal={"reason": reason})
    page = outbox.public_url("results.preview", edition=edition.address)
    readers, key = queries_proposals.readers(Role.ORGANIZER), f"sent-back:{proposal.id}"
    values = {"of": edition, "url": page, "reason": reason}
    outbox.queue_many("results_sent_back", readers, key=key, now=now, edition_id=edition.id, **values)
