"""Who gives the place in an edition back leaves the team first; and what registration shows of teams."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from hackathon import audit
from hackathon.accounts.models import User
from hackathon.db import db, locked
from hackathon.editions.models import Edition
from hackathon.rules import rosters
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor
from hackathon.teams import closing, openings, queries, succession
from hackathon.teams.letters import tell
from hackathon.teams.models import Membership, Part, Team


def step_out(actor: Actor, edition: Edition, user_id: int, now: datetime) -> None:
    """Take somebody out of the team; a captain is followed by another, and a team with nobody left is closed."""
    openings.close_of_person(edition.id, user_id, Closing.LEFT, now)
    team_id = db.session.scalar(select(Membership.team_id).where(Membership.user_id == user_id))
    if team_id is None:
        return
    team = locked(Team, id=team_id)
    own = db.session.scalar(select(Membership).where(Membership.user_id == user_id, Membership.team_id == team_id))
    if own is None:
        return
    rosters.require_forming(edition.schedule, now)
    if own.part == Part.CAPTAIN and not succession.succeed(actor, team, own, now=now):
        details = closing.close(actor, team, now)
        audit.record(actor, audit.Verb.TEAM_CLOSED, team, now=now, details=details)
        return
    db.session.delete(own)
    db.session.flush()
    _tell(team, user_id, now)
    audit.record(actor, audit.Verb.TEAM_MEMBER_WITHDREW, team, now=now, details={"user_id": user_id})


def _tell(team: Team, user_id: int, now: datetime) -> None:
    captain = next(each.user for each in queries.members_of(team) if each.part == Part.CAPTAIN)
    person = db.session.get(User, user_id)
    tell("team_member_withdrew", [captain], team, now=now, member=person.name or person.email)


def has_team(registration: Any) -> Any:
    """Return the condition that somebody who registered is in a team."""
    return exists().where(
        Membership.edition_id == registration.edition_id, Membership.user_id == registration.user_id
    )


def team_names(user_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return (id, name) of the team by person."""
    query = select(Membership.user_id, Team.id, Team.name).join(Membership.team)
    rows = db.session.execute(query.where(Membership.user_id.in_(list(user_ids))))
    return {user_id: (team_id, name) for user_id, team_id, name in rows}

