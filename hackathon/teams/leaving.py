"""Somebody whose account is erased leaves a team: whoever has been in it longest leads it on."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.db import db, locked
from hackathon.rules import rosters
from hackathon.rules.permissions import SYSTEM
from hackathon.teams import queries
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.rosters import tell


def leave_for_good(membership: Membership, now: datetime) -> None:
    """Give the seat up while teams form, and close a team that nobody is left in; later the seat stays, nameless."""
    team = locked(Team, id=membership.team_id)
    found = queries.members_of(team)
    own = next(each for each in found if each.user_id == membership.user_id)
    others = [each for each in found if each is not own and each.user.erased_at is None]
    was_captain, gives_up = own.part == Part.CAPTAIN, rosters.is_forming(team.edition.schedule, now)
    if gives_up:
        db.session.delete(own)
        team.invite_version += 1
    elif was_captain and others:
        own.part = Part.MEMBER
    db.session.flush()
    if was_captain and others:
        _lead_on(team, others, now)
    elif gives_up and len(found) == 1:
        _close(team, now)
    if gives_up:
        audit.record(SYSTEM, audit.Verb.TEAM_LEFT, team, now=now, details={"user_id": membership.user_id})


def _lead_on(team: Team, others: list[Membership], now: datetime) -> None:
    chosen = rosters.successor({each.user_id: each.joined_at for each in others})
    after = next(each for each in others if each.user_id == chosen)
    after.part = Part.CAPTAIN
    db.session.flush()
    tell("team_captaincy_handed_over", [after.user], team, now=now)
    audit.record(SYSTEM, audit.Verb.TEAM_CAPTAINCY_HANDED_OVER, team, now=now, details={"to": chosen})


def _close(team: Team, now: datetime) -> None:
    team.closed_at = now
    team.name_key = f"closed-{team.id}"
    audit.record(SYSTEM, audit.Verb.TEAM_CLOSED, team, now=now, details={"members": []})
