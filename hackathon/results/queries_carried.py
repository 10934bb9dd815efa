"""What is read of the scores that projects brought along into the round entered, and of where they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, select

from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.judging.models import RoundEntry
from hackathon.results.models import PublishedResults, PublishedStanding
from hackathon.results.models_carried import CarriedDecision
from hackathon.rules.carrying import Carrying, Decision, Revision


def carrying(edition: Edition, projects: Collection[int]) -> Carrying | None:
    """Return what these projects carry and what was published of the round before; None where nothing is carried."""
    earlier = edition.round.number - 1
    if not earlier or not edition.round.carried_percent:
        return None
    query = select(RoundEntry.project_id, RoundEntry.score).where(RoundEntry.score.is_not(None))
    scores = {project: score for project, score in db.session.execute(query) if project in projects}
    decisions = tuple(
        Decision(each.revision, each.digest, each.taken, each.reason)
        for each in db.session.scalars(select(CarriedDecision).order_by(CarriedDecision.id))
    )
    with scope.of(edition.id, earlier):
        revisions = _revisions(scores)
    return Carrying(earlier, scores, revisions, decisions)


def _revisions(projects: Collection[int]) -> tuple[Revision, ...]:
    line = and_(PublishedStanding.results_id == PublishedResults.id, PublishedStanding.project_id.in_(projects))
    columns = (PublishedStanding.project_id, PublishedStanding.score)
    found: dict[PublishedResults, dict[int, str | None]] = defaultdict(dict)
    query = select(PublishedResults, *columns).select_from(PublishedResults).outerjoin(PublishedStanding, line)
    for results, project, score in db.session.execute(query):
        found[results][project] = score
    return tuple(
        Revision(results.revision, results.digest, results.is_in_force, found[results])
        for results in sorted(found, key=lambda each: each.revision)
    )


def later_round_that_carries(edition: Edition) -> int | None:
    """Return the number of the round into which scores of the one entered were carried, None where there is none."""
    number = edition.round.number + 1
    reached = number <= edition.round_number and edition.rounds[number - 1].carried_percent
    return number if reached else None
