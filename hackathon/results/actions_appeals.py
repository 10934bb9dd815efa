"""Appeals: a captain files one against published results in time, the organizers answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hackathon import audit, outbox
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition, Role
from hackathon.errors import AlreadyAppealed, AppealAnswered, NotFound, NotPublished
from hackathon.results import queries, queries_appeals, queries_proposals
from hackathon.results.models_deliberation import Appeal, Outcome
from hackathon.rules import appeals
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Grounds:
    """What a team says, and what it asks for."""

    grounds: str
    request: str


@transactional
def file_appeal(actor: Actor, team: Team, words: Grounds, *, now: datetime) -> Appeal:
    """Appeal against the results in force, once; organizers and the chair of the jury get a letter."""
    permit(actor, Permission.APPEAL_FILE, team)
    edition, results = team.edition, queries.public_results()
    if results is None:
        raise NotPublished()
    appeals.require_open(results.appeals_until, now)
    appeal = Appeal(
        edition_id=edition.id, results_id=results.id, team_id=team.id, filed_by_id=actor.user_id, filed_at=now,
        **vars(words),
    )
    with refusing(uq_appeal_results_id_team_id=AlreadyAppealed()):
        db.session.add(appeal)
    audit.record(actor, audit.Verb.APPEAL_FILED, appeal, now=now, details={"team_id": team.id})
    page = outbox.public_url("results.list_appeals", edition=edition.address)
    people = {each.id: each for role in (Role.ORGANIZER, Role.CHAIR) for each in queries_proposals.readers(role)}
    values = {"of": edition, "url": page, "team": team.name}
    key = f"appeal-filed:{appeal.id}"
    outbox.queue_many("appeal_filed", list(people.values()), key=key, now=now, edition_id=edition.id, **values)
    return appeal


@transactional
def answer_appeal(
    actor: Actor, edition: Edition, appeal_id: int, outcome: Outcome | str, answer: str, *, now: datetime
) -> Appeal:
    """Uphold or dismiss an appeal with an answer that the team reads. A correction is then proposed as ever."""
    permit(actor, Permission.APPEAL_ANSWER, edition)
    appeal = locked(Appeal, edition_id=edition.id, id=appeal_id)
    if appeal is None:
        raise NotFound()
    if appeal.answered_at is not None:
        raise AppealAnswered()
    appeal.outcome, appeal.answer = Outcome(outcome), answer
    appeal.answered_by_id, appeal.answered_at = actor.user_id, now
    audit.record(actor, audit.Verb.APPEAL_ANSWERED, appeal, now=now, details={"outcome": str(appeal.outcome)})
    page = outbox.public_url("results.appeal", edition=queries_appeals.address_of(edition, appeal))
    values = {"of": edition, "url": page, "upheld": appeal.outcome == Outcome.UPHELD}
    members, key = queries_appeals.members(appeal), f"appeal-answered:{appeal.id}"
    outbox.queue_many("appeal_answered", members, key=key, now=now, edition_id=edition.id, **values)
    return appeal
