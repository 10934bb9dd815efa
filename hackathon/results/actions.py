"""What an organizer does with results: publish and withdraw."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from hackathon import audit, outbox
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import AlreadyPublished, NothingToPublish, NotPublished, StandingsChanged
from hackathon.judging import chain
from hackathon.results import bundle, queries, snapshot
from hackathon.results.models import PublishedBundle, PublishedResults, PublishedStanding
from hackathon.results.snapshot import Snapshot
from hackathon.rules import publication
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def publish_results(actor: Actor, edition: Edition, *, now: datetime, seen: str | None = None) -> PublishedResults:
    """Freeze the standings and show them to everybody; `seen` is the digest of the standings that were looked at."""
    permit(actor, Permission.RESULTS_PUBLISH, edition)
    publication.require_judging_over(edition.schedule, now)
    if queries.public_results() is not None:
        raise AlreadyPublished()
    # Whoever changes a card now waits, or is seen: the chain is sealed as the marks are read.
    chain.hold(edition.id)
    standings = snapshot.of_now(edition)
    if not standings.ranked:
        raise NothingToPublish()
    if seen not in (None, standings.digest):
        raise StandingsChanged()
    results = _freeze(actor, edition, standings, now)
    if edition.is_in_last_round:
        edition.results_published_at = now
    details = {"revision": results.revision, "digest": results.digest, "projects": len(standings.standings)}
    audit.record(actor, audit.Verb.RESULTS_PUBLISHED, results, now=now, details=details)
    _announce(edition, results, [line.project_id for line in standings.standings], now)
    return results


def _freeze(actor: Actor, edition: Edition, standings: Snapshot, now: datetime) -> PublishedResults:
    content = bundle.of_snapshot(standings)
    results = PublishedResults(
        edition_id=edition.id,
        revision=queries.last_revision() + 1,
        method=standings.method,
        method_version=standings.method_version,
        groups=standings.groups,
        rubric=standings.rubric,
        digest=standings.digest,
        chain_length=standings.chain_length,
        chain_head=standings.chain_head,
        bundle_sha256=bundle.digest(content),
        published_at=now,
        published_by_id=actor.user_id,
    )
    # Two organizers at once: the second one's row breaks either of these.
    taken = AlreadyPublished()
    with refusing(uq_published_results_current=taken, uq_published_results_edition_id_round_number_revision=taken):
        db.session.add(results)
    db.session.add(PublishedBundle(edition_id=edition.id, results_id=results.id, content=content))
    db.session.execute(insert(PublishedStanding), [{"results_id": results.id, **row} for row in standings.rows()])
    return results


def _announce(edition: Edition, results: PublishedResults, project_ids: list[int], now: datetime) -> None:
    members, judges = queries.readers_of_news(project_ids)
    page = outbox.public_url("results.show_results", edition=edition.key)
    own = outbox.public_url("teams.my_team", edition=edition.key)
    for name, people in (("results_for_team", members), ("results_for_jury", judges)):
        key = f"{name}:{results.id}"
        outbox.queue_many(name, people, key=key, now=now, edition_id=edition.id, of=edition, url=page, own_url=own)


@transactional
def withdraw_results(actor: Actor, edition: Edition, reason: str, *, now: datetime) -> PublishedResults:
    """Take the results, the gallery and the projects back from the public, and say why in their place."""
    permit(actor, Permission.RESULTS_WITHDRAW, edition)
    results = locked(PublishedResults, edition_id=edition.id, round_number=edition.round.number, withdrawn_at=None)
    if results is None:
        raise NotPublished()
    results.withdrawn_at = now
    results.withdrawn_by_id = actor.user_id
    results.withdrawal_reason = reason
    if edition.is_in_last_round:
        edition.results_published_at = None
    details, personal = {"revision": results.revision}, {"reason": reason}
    audit.record(actor, audit.Verb.RESULTS_WITHDRAWN, results, now=now, details=details, personal=personal)
    return results
