"""From one round of judging to the next: who comes along, with what, and back again as long as nobody has scored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from hackathon import audit, outbox
from hackathon.db import db, locked, transactional
from hackathon.editions import hooks, scope
from hackathon.editions.models import Edition
from hackathon.errors import (
    NotFound,
    ReasonNeeded,
    RoundNotReady,
    RoundUnderWay,
    StandingsChanged,
    StepNotAllowed,
    VoteStillOpen,
)
from hackathon.judging import chain
from hackathon.judging.models import RoundEntry
from hackathon.results import queries, queries_votes, snapshot
from hackathon.results.models import PublishedStanding
from hackathon.results.models_carried import CarriedDecision
from hackathon.rules import publication
from hackathon.rules import rounds as rules
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class Choice:
    """Who comes into the next round: the first `places`, or others for a reason; `seen` is the standings' digest."""

    projects: Collection[int]
    places: int
    reason: str
    seen: str


@transactional
def advance(actor: Actor, edition: Edition, choice: Choice, *, now: datetime) -> int:
    """Go on to the next round with the chosen projects, and tell their teams; return how many they are."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    if edition.round.number != edition.round_number:
        raise StepNotAllowed()
    if edition.round_number == len(edition.rounds):
        raise RoundNotReady()
    publication.require_judging_over(edition.schedule, now)
    lines = _lines(edition, choice)
    by_place = rules.first([(line.project_id, line.place) for line in lines.values()], choice.places)
    rules.require_choice(choice.projects, by_place, choice.reason)
    following = edition.rounds[edition.round_number]
    scores = {project: line.score for project, line in lines.items()}
    rules.require_scores(choice.projects, scores, following.carried_percent)
    edition.round_number = following.number
    _enter(edition, choice, lines, by_place, now)
    _tell(edition, list(lines), choice.projects, now)
    chosen, left_out = sorted(set(choice.projects) - by_place), sorted(by_place - set(choice.projects))
    details = {"round": following.number, "projects": sorted(choice.projects), "chosen": chosen, "left_out": left_out}
    personal = {"reason": choice.reason}
    audit.record(actor, audit.Verb.ROUND_BEGUN, edition, now=now, details=details, personal=personal)
    return len(choice.projects)


def _lines(edition: Edition, choice: Choice) -> dict[int, PublishedStanding]:
    """Return the standings that were looked at; whoever changes a card now waits until the round has changed."""
    chain.hold(edition.id)
    if queries_votes.running() is not None:
        raise VoteStillOpen()
    standings = snapshot.of_now(edition)
    if standings.digest != choice.seen:
        raise StandingsChanged()
    lines = {line.project_id: line for line in standings.standings}
    if not set(choice.projects) <= set(lines):
        raise NotFound()
    return lines


def _enter(edition: Edition, choice: Choice, lines: dict, by_place: Collection[int], now: datetime) -> None:
    for project in sorted(choice.projects):
        line, reason = lines[project], "" if project in by_place else choice.reason
        frozen = {"place": line.place, "score": line.score, "reason": reason, "entered_at": now}
        key = {"edition_id": edition.id, "round_number": edition.round_number, "project_id": project}
        db.session.add(RoundEntry(**key, **frozen))
    db.session.flush()


def _tell(edition: Edition, projects: list[int], chosen: Collection[int], now: datetime) -> None:
    page = outbox.public_url("teams.my_team", edition=edition.key)
    rest = [project for project in projects if project not in chosen]
    values = {"of": edition, "round": edition.rounds[edition.round_number - 1], "url": page}
    for name, ids in (("round_reached", list(chosen)), ("round_missed", rest)):
        people, _ = queries.readers_of_news(ids)
        key = f"{name}:{edition.id}:{edition.round_number}:{now.isoformat()}"
        outbox.queue_many(name, people, key=key, now=now, edition_id=edition.id, **values)


@transactional
def return_to_round_before(actor: Actor, edition: Edition, reason: str, *, now: datetime) -> None:
    """Go back to the round before, because the list was wrong; refused once a mark is given in the present one."""
    permit(actor, Permission.EDITION_EDIT, edition)
    if not reason:
        raise ReasonNeeded(field="reason")
    edition = locked(Edition, id=edition.id)
    number = edition.round_number
    if number == 1:
        raise NotFound()
    with scope.of(edition.id, number):
        if hooks.rubric_is_sealed() or hooks.results_are_published():
            raise RoundUnderWay()
        db.session.execute(delete(CarriedDecision))
        db.session.execute(delete(RoundEntry))
    edition.round_number = number - 1
    details, personal = {"round": number}, {"reason": reason}
    audit.record(actor, audit.Verb.ROUND_TAKEN_BACK, edition, now=now, details=details, personal=personal)
