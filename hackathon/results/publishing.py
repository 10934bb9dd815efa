"""Freeze what was confirmed, and tell teams and jury: a part of the action that publishes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from hackathon import outbox
from hackathon.db import db, locked, refusing
from hackathon.editions.models import Edition
from hackathon.errors import AlreadyPublished
from hackathon.results import bundle, queries
from hackathon.results.models import PublishedBundle, PublishedResults, PublishedStanding
from hackathon.results.models_deliberation import ResultsProposal
from hackathon.results.snapshot import Snapshot
from hackathon.rules import appeals

COMPUTED = ("method", "method_version", "groups", "rubric", "digest", "chain_length", "chain_head",
            "nominations", "awards")
PROPOSED = ("proposed_by_id", "proposed_at", "note", "correction")


def freeze(edition: Edition, standings: Snapshot, proposal: ResultsProposal, now: datetime) -> PublishedResults:
    """Store the standings as the next revision; one that is in force now stays visible as an older one."""
    content = bundle.of_snapshot(standings)
    _supersede(edition, proposal, now)
    results = PublishedResults(
        edition_id=edition.id,
        revision=queries.last_revision() + 1,
        **{name: getattr(standings, name) for name in COMPUTED},
        **{name: getattr(proposal, name) for name in PROPOSED},
        bundle_sha256=bundle.digest(content),
        published_at=now,
        published_by_id=proposal.decided_by_id,
        appeals_until=appeals.closes_at(now, edition.appeal_hours),
    )
    # Two confirmations at once: the second one's row breaks either of these.
    taken = AlreadyPublished()
    with refusing(uq_published_results_current=taken, uq_published_results_edition_id_round_number_revision=taken):
        db.session.add(results)
    db.session.add(PublishedBundle(edition_id=edition.id, results_id=results.id, content=content))
    db.session.execute(insert(PublishedStanding), [{"results_id": results.id, **row} for row in standings.rows()])
    return results


def _supersede(edition: Edition, proposal: ResultsProposal, now: datetime) -> None:
    held = {"edition_id": edition.id, "round_number": edition.round.number}
    before = locked(PublishedResults, **held, withdrawn_at=None, superseded_at=None)
    if before is None:
        return
    before.superseded_at = now
    before.is_private = proposal.hides_previous
    db.session.flush()


def announce(edition: Edition, results: PublishedResults, now: datetime) -> None:
    """Write to the teams and to the jury; a correction says what was corrected."""
    projects = [line.project_id for line in queries.public_standings(results)]
    members, judges = queries.readers_of_news(projects)
    page = outbox.public_url("results.show_results", edition=edition.address)
    own = outbox.public_url("teams.my_team", edition=edition.key)
    appealing = results.appeals_until if appeals.is_open(results.appeals_until, now) else None
    values = {"of": edition, "url": page, "own_url": own, "correction": results.correction, "appealing": appealing}
    for name, people in (("results_for_team", members), ("results_for_jury", judges)):
        outbox.queue_many(name, people, key=f"{name}:{results.id}", now=now, edition_id=edition.id, **values)
