"""Teams for those left alone: kept as a suggestion first, formed one by one once an organizer confirms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.accounts import turns
from hackathon.db import db, locked, transactional
from hackathon.editions.models import Edition
from hackathon.errors import NobodyAlone, SuggestionOutdated
from hackathon.registrations import queries as registrations
from hackathon.rules import rosters as rules
from hackathon.rules.grouping import Division, Person, Terms, shared
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import founding, queries, queries_suggesting
from hackathon.teams.letters import tell
from hackathon.teams.models import Part, Team
from hackathon.teams.models_suggestion import Fate, SuggestedSeat, TeamSuggestion
from hackathon.teams.rosters import name_keys, seat

MOST_NAMES = 10_000


@transactional
def keep(
    actor: Actor, edition: Edition, people: Sequence[Person], terms: Terms, division: Division, *, now: datetime
) -> TeamSuggestion:
    """Keep a division for organizers to look at, in place of an earlier one that nobody confirmed."""
    permit(actor, Permission.TEAM_SUGGEST, edition)
    rules.require_forming(edition.schedule, now)
    if not people:
        raise NobodyAlone()
    for each in db.session.scalars(select(TeamSuggestion).where(TeamSuggestion.applied_at.is_(None))):
        db.session.delete(each)
    made = TeamSuggestion(
        edition_id=edition.id, made_by_id=actor.user_id, made_at=now, size=terms.size,
        wishes=[str(each) for each in terms.wishes], cost=division.cost, bound=division.bound,
    )  # fmt: skip
    numbers = {user_id: number for number, team in enumerate(division.teams, 1) for user_id in team}
    for each in people:
        number = numbers.get(each.id, 0)
        row = {"user_id": each.id, "number": number, "fate": Fate.OPEN if number else Fate.ALONE}
        made.seats.append(SuggestedSeat(edition_id=edition.id, **row))
    db.session.add(made)
    db.session.flush()
    details = {"teams": len(division.teams), "people": len(people)}
    audit.record(actor, audit.Verb.TEAMS_SUGGESTED, made, now=now, details=details)
    return made


@transactional
def begin(actor: Actor, suggestion: TeamSuggestion, *, now: datetime) -> list[int]:
    """Confirm a suggestion; return the numbers of the teams that are still to be formed."""
    permit(actor, Permission.TEAM_SUGGEST, suggestion)
    held = locked(TeamSuggestion, id=suggestion.id)
    numbers = sorted({each.number for each in _open_seats(suggestion.id)})
    if held is None or not numbers:
        raise SuggestionOutdated()
    held.applied_at = now
    audit.record(actor, audit.Verb.SUGGESTION_CONFIRMED, held, now=now)
    return numbers


@transactional
def form_team(
    actor: Actor, edition: Edition, suggestion: TeamSuggestion, number: int, named: Callable[[int], str], *,
    now: datetime,
) -> Team | None:  # fmt: skip
    """Form one team of those who are still alone; where too few are left, each of them stays as they are."""
    permit(actor, Permission.TEAM_SUGGEST, suggestion)
    rules.require_forming(edition.schedule, now)
    locked(TeamSuggestion, id=suggestion.id)
    seats = [each for each in _open_seats(suggestion.id) if each.number == number]
    for each in sorted(seats, key=lambda one: one.user_id):
        turns.take_turn(each.user_id)
        each.fate = _fate(each)
    staying = [each for each in seats if each.fate == Fate.OPEN]
    people = queries_suggesting.as_people(each.user for each in staying)
    if len(people) < max(2, edition.team_size_min) or len(people) > edition.team_size_max or not shared(people):
        for each in staying:
            each.fate = Fate.FEW
        return None
    return _formed(actor, edition, staying, named, now)


def _open_seats(suggestion_id: int) -> list[SuggestedSeat]:
    query = select(SuggestedSeat).where(SuggestedSeat.suggestion_id == suggestion_id, SuggestedSeat.fate == Fate.OPEN)
    return list(db.session.scalars(query.order_by(SuggestedSeat.id).execution_options(populate_existing=True)))


def _fate(one: SuggestedSeat) -> Fate:
    if queries.takes_part(one.user_id):
        return Fate.ELSEWHERE
    gone = one.user.deactivated_at is not None or not registrations.is_admitted(one.user_id)
    return Fate.GONE if gone or rules.office(queries.offices_of(one.user_id)) else Fate.OPEN


def _formed(
    actor: Actor, edition: Edition, seats: list[SuggestedSeat], named: Callable[[int], str], now: datetime
) -> Team:
    team = founding.found(actor, edition, _free_name(named), seats[0].user_id, now=now)
    for each in seats[1:]:
        seat(team, each.user_id, Part.MEMBER, now)
    for each in seats:
        each.fate = Fate.SEATED
    tell("team_suggested", [each.user for each in seats], team, now=now, captain=seats[0].user.name)
    details = {"members": [each.user_id for each in seats]}
    audit.record(actor, audit.Verb.TEAM_FOUNDED, team, now=now, details=details)
    return team


def _free_name(named: Callable[[int], str]) -> str:
    taken = set(db.session.scalars(select(Team.name_key)))
    return next(named(at) for at in range(1, MOST_NAMES) if name_keys(named(at))["name_key"] not in taken)
