"""Somebody asks a team for a seat, and its captain answers."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import turns
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing, transactional
from hackathon.errors import AlreadyAsked, AlreadyInATeam, NotLooking, NotRegistered, RequestClosed
from hackathon.registrations import queries as registrations
from hackathon.rules import joining as rules
from hackathon.rules import rosters
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import letters, queries, queries_joining, queries_pool
from hackathon.teams.models import Part, Team
from hackathon.teams.models_joining import JoinRequest
from hackathon.teams.rosters import held_while_forming, require_captain, seat


@transactional
def ask_to_join(actor: Actor, team: Team, words: str, *, now: datetime) -> JoinRequest:
    """Ask a team that looks for members; its captain is told by letter."""
    permit(actor, Permission.TEAM_JOIN, team)
    team = held_while_forming(team, now)
    _require_asking(actor, team)
    row = JoinRequest(edition_id=team.edition_id, team_id=team.id, user_id=actor.user_id, words=words, asked_at=now)
    with refusing(uq_join_request_open=AlreadyAsked()):
        db.session.add(row)
    person = db.session.get(User, actor.user_id)
    captain = [each.user for each in queries.members_of(team) if each.part == Part.CAPTAIN]
    values = {"who": person.name or person.email, "words": words}
    letters.tell("team_request", captain, team, now=now, key=letters.key_of(row), **values)
    audit.record(actor, audit.Verb.TEAM_REQUESTED, row, now=now, details={"user_id": actor.user_id})
    return row


def _require_asking(actor: Actor, team: Team) -> None:
    """Refuse who cannot have a seat: in their turn, so that nobody who is seated has an open request."""
    turns.take_turn(actor.user_id)
    rosters.require_no_office(queries.offices_of(actor.user_id))
    if not registrations.is_admitted(actor.user_id):
        raise NotRegistered()
    if queries.takes_part(actor.user_id):
        raise AlreadyInATeam()
    rosters.require_seat(len(queries.members_of(team)), team.edition.team_size_max)
    if queries_pool.look_of(team.id) is None:
        raise NotLooking()
    if queries_joining.has_asked(actor.user_id, team.id):
        raise AlreadyAsked()
    rules.require_few_requests(queries_joining.open_requests(actor.user_id))


@transactional
def withdraw_request(actor: Actor, request: JoinRequest, *, now: datetime) -> None:
    """Take one's own request back; twice changes nothing."""
    permit(actor, Permission.REGISTRATION_OWN, request)
    found = locked(JoinRequest, id=request.id)
    if found.closed_at is None:
        found.closed_at, found.closing = now, Closing.WITHDRAWN
    audit.record(actor, audit.Verb.TEAM_REQUEST_WITHDRAWN, found, now=now)


@transactional
def answer_request(actor: Actor, request: JoinRequest, accepts: bool, answer: str, *, now: datetime) -> None:
    """Take somebody into the team, or decline with words of one's own; the person is told by letter."""
    permit(actor, Permission.TEAM_EDIT, request)
    team = held_while_forming(request.team, now)
    require_captain(actor, team)
    found = locked(JoinRequest, id=request.id)
    if found.closed_at is not None:
        raise RequestClosed()
    found.closed_at, found.answer = now, answer
    found.closing = Closing.ACCEPTED if accepts else Closing.DECLINED
    if accepts:
        seat(team, found.user_id, Part.MEMBER, now)
    letter = "team_request_accepted" if accepts else "team_request_declined"
    person = db.session.get(User, found.user_id)
    letters.tell(letter, [person], team, now=now, key=letters.key_of(found), words=answer)
    details = {"user_id": found.user_id, "accepted": accepts}
    audit.record(actor, audit.Verb.TEAM_REQUEST_ANSWERED, found, now=now, details=details)
    if accepts:
        audit.record(actor, audit.Verb.TEAM_JOINED, team, now=now, details={"user_id": found.user_id})
