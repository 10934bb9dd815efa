"""Steps that the actions on a team share: hold it, find and seat people, tell them."""

from __future__ import annotations

from datetime import datetime

from hackathon.accounts import turns
from hackathon.db import db, locked, refusing
from hackathon.errors import AlreadyInATeam, CaptainNeeded, NotAMember, NotRegistered, TeamFull, TeamNameInvalid
from hackathon.registrations import queries as registrations
from hackathon.rules import rosters
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor
from hackathon.teams import openings, queries
from hackathon.teams.letters import tell as tell
from hackathon.teams.models import Membership, Part, Team
from hackathon.text import look_alike_key, search_key

LONGEST_KEY = 160


def held(team: Team) -> Team:
    """Return the team as it is now, held until the action ends; refuse a closed or disqualified one."""
    found = locked(Team, id=team.id)
    rosters.require_in_the_running(found.admission, found.closed_at, found.admission_reason)
    return found


def held_while_forming(team: Team, now: datetime) -> Team:
    """Return the team, held, as long as teams may still change."""
    found = held(team)
    rosters.require_forming(found.edition.schedule, now)
    return found


def name_keys(name: str) -> dict[str, str]:
    """Return the name with its keys for comparing and searching; refuse a name that nobody could read."""
    key = look_alike_key(name)
    if not key or len(key) > LONGEST_KEY:
        raise TeamNameInvalid(field="name")
    return {"name": name, "name_key": key, "search_key": search_key(name)}


def membership(team: Team, user_id: int | None) -> Membership:
    """Return somebody's membership in the team, or refuse."""
    for each in queries.members_of(team):
        if each.user_id == user_id:
            return each
    raise NotAMember()


def seat(team: Team, user_id: int | None, part: Part, now: datetime) -> Membership:
    """Give somebody the lowest free seat. The team is held; the database keeps a person in one team."""
    taken = {each.user_id: each.slot for each in queries.members_of(team)}
    if user_id in taken:
        raise AlreadyInATeam()
    turns.take_turn(user_id)
    rosters.require_no_office(queries.offices_of(user_id))
    if not registrations.is_admitted(user_id):
        raise NotRegistered()
    most = team.edition.team_size_max
    rosters.require_seat(len(taken), most)
    slot = rosters.free_slot(taken.values(), most)
    row = Membership(
        edition_id=team.edition_id, team_id=team.id, user_id=user_id, part=part, slot=slot, joined_at=now
    )
    full = TeamFull(maximum=most)
    with refusing(uq_membership_edition_id_user_id=AlreadyInATeam(), uq_membership_team_id_slot=full):
        db.session.add(row)
    openings.close_of_person(team.edition_id, row.user_id, Closing.SEATED, now)
    if len(taken) + 1 >= most:
        openings.close_requests(team, Closing.FULL, now)
    return row


def require_captain(actor: Actor, team: Team) -> int:
    """Return how many members there are; refuse who was captain when the request came in and is not any more."""
    if membership(team, actor.user_id).part != Part.CAPTAIN:
        raise CaptainNeeded()
    return len(queries.members_of(team))
