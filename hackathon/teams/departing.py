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
from hackathon.errors import CaptainNeeded
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor
from hackathon.teams import queries
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.rosters import tell


def step_out(actor: Actor, edition: Edition, user_id: int, now: datetime) -> None:
    """Take somebody out of the team; the captain is told what to do. A captain hands over or closes first."""
    team_id = db.session.scalar(select(Membership.team_id).where(Membership.user_id == user_id))
    if team_id is None:
        return
    team = locked(Team, id=team_id)
    own = db.session.scalar(select(Membership).where(Membership.user_id == user_id, Membership.team_id == team_id))
    if own is None:
        return
    rosters.require_forming(edition.schedule, now)
    if own.part == Part.CAPTAIN:
        raise CaptainNeeded()
    db.session.delete(own)
    db.session.flush()
    captain = next(each.user for each in queries.members_of(team) if each.part == Part.CAPTAIN)
    person = db.session.get(User, user_id)
    tell("team_member_withdrew", [captain], team, now=now, member=person.name or person.email)
    audit.record(actor, audit.Verb.TEAM_MEMBER_WITHDREW, team, now=now, details={"user_id": user_id})


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


def captains(user_ids: Collection[int]) -> set[int]:
    """Return who of these people leads a team."""
    query = select(Membership.user_id).where(Membership.part == Part.CAPTAIN)
    return set(db.session.scalars(query.where(Membership.user_id.in_(list(user_ids)))))
