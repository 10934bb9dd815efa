"""Who leads a team when its captain goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.accounts.models import User
from hackathon.db import db, locked
from hackathon.editions import scope
from hackathon.errors import SuccessorNotAMember
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor
from hackathon.teams import queries
from hackathon.teams.letters import tell
from hackathon.teams.models import Membership, Part, Team


def succeed(
    actor: Actor, team: Team, captain: Membership, chosen: int | None = None, *, now: datetime
) -> bool:
    """Give the captaincy of a team that is held to the member chosen, or to who has been in it longest; all are told.

    Return False where nobody is left to lead.
    """
    others = {each.user_id: each for each in queries.members_of(team) if each.user_id != captain.user_id}
    if chosen is not None and chosen not in others:
        raise SuccessorNotAMember(field="successor_id")
    able = {user_id: each.joined_at for user_id, each in others.items() if each.user.deactivated_at is None}
    follows = chosen or rosters.successor(able)
    if follows is None:
        return False
    captain.part = Part.MEMBER
    db.session.flush()
    others[follows].part = Part.CAPTAIN
    db.session.flush()
    name = others[follows].user.name or others[follows].user.email
    tell("team_captain_left", [each.user for each in others.values()], team, now=now, who=name)
    details = {"from": captain.user_id, "to": follows}
    audit.record(actor, audit.Verb.TEAM_CAPTAINCY_HANDED_OVER, team, now=now, details=details)
    return True


def account_closed(actor: Actor, user: User, now: datetime) -> None:
    """Let others lead the teams of somebody whose account is closed or erased; the seat stays where it is."""
    with scope.every_edition(because="a closed account leads no team in any edition"):
        query = select(Membership.team_id).where(Membership.user_id == user.id, Membership.part == Part.CAPTAIN)
        for team_id in db.session.scalars(query.order_by(Membership.team_id)).all():
            team = locked(Team, id=team_id)
            held = queries.members_of(team)
            own = next((each for each in held if each.user_id == user.id and each.part == Part.CAPTAIN), None)
            if own is not None:
                succeed(actor, team, own, now=now)
