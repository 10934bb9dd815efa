"""What members do: found, join, leave, lead and close a team."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import CaptainNeeded, InviteInvalid, TeamNameTaken
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import arriving, closing, founding, queries, succession
from hackathon.teams.models import Part, Team
from hackathon.teams.rosters import held, held_while_forming, membership, name_keys, seat, tell


@transactional
def found_team(actor: Actor, edition: Edition, name: str, *, now: datetime) -> Team:
    """Found a team: who founds it leads it, and an empty project waits for it."""
    permit(actor, Permission.TEAM_FOUND, edition)
    rosters.require_forming(edition.schedule, now)
    team = founding.found(actor, edition, name, actor.user_id, now=now)
    audit.record(actor, audit.Verb.TEAM_FOUNDED, team, now=now, details={"name": name})
    return team


@transactional
def join_team(actor: Actor, team: Team, version: int, *, now: datetime) -> None:
    """Join a team by its invite link while a seat is free; who is not registered yet is registered on the way."""
    permit(actor, Permission.EDITION_REGISTER, team)
    team = locked(Team, id=team.id)
    if not queries.is_public(team) or team.invite_version != version:
        raise InviteInvalid()
    rosters.require_forming(team.edition.schedule, now)
    arriving.register_in_passing(actor, team, now)
    seat(team, actor.user_id, Part.MEMBER, now)
    audit.record(actor, audit.Verb.TEAM_JOINED, team, now=now, details={"user_id": actor.user_id})


@transactional
def leave_team(actor: Actor, team: Team, successor_id: int | None = None, *, now: datetime) -> None:
    """Leave the team. A captain names who follows, or it is who has been in the team longest; one alone closes it."""
    permit(actor, Permission.TEAM_LEAVE, team)
    team = held_while_forming(team, now)
    own = membership(team, actor.user_id)
    if own.part == Part.CAPTAIN and not succession.succeed(actor, team, own, successor_id, now=now):
        raise CaptainNeeded()
    db.session.delete(own)
    audit.record(actor, audit.Verb.TEAM_LEFT, team, now=now, details={"user_id": actor.user_id})


@transactional
def remove_member(actor: Actor, team: Team, user_id: int, *, now: datetime) -> User:
    """Remove a member, who is told by letter; the invite link that let them in no longer works."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held_while_forming(team, now)
    _require_captain(actor, team)
    leaving = membership(team, user_id)
    if leaving.part == Part.CAPTAIN:
        raise CaptainNeeded()
    person = leaving.user
    db.session.delete(leaving)
    team.invite_version += 1
    tell("team_member_removed", [person], team, now=now)
    audit.record(actor, audit.Verb.TEAM_MEMBER_REMOVED, team, now=now, details={"user_id": user_id})
    return person


@transactional
def hand_over_captaincy(actor: Actor, team: Team, user_id: int, *, now: datetime) -> User:
    """Make another member the captain, who is told by letter."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held(team)
    before, after = _require_captain(actor, team), membership(team, user_id)
    if before is after:
        return after.user
    before.part = Part.MEMBER
    db.session.flush()
    after.part = Part.CAPTAIN
    tell("team_captaincy_handed_over", [after.user], team, now=now)
    details = {"from": actor.user_id, "to": user_id}
    audit.record(actor, audit.Verb.TEAM_CAPTAINCY_HANDED_OVER, team, now=now, details=details)
    return after.user


@transactional
def revoke_invite(actor: Actor, team: Team, *, now: datetime) -> None:
    """Make the invite link useless and have a new one."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held(team)
    _require_captain(actor, team)
    team.invite_version += 1
    audit.record(actor, audit.Verb.TEAM_INVITE_REVOKED, team, now=now, details={"version": team.invite_version})


@transactional
def rename_team(actor: Actor, team: Team, name: str, *, now: datetime) -> None:
    """Give the team another name."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held_while_forming(team, now)
    _require_captain(actor, team)
    details = {"from": team.name, "to": name}
    with refusing(uq_team_edition_id_name_key=TeamNameTaken(field="name")):
        for column, value in name_keys(name).items():
            setattr(team, column, value)
    audit.record(actor, audit.Verb.TEAM_RENAMED, team, now=now, details=details)


@transactional
def close_team(actor: Actor, team: Team, *, now: datetime) -> None:
    """Close the team: everybody is free to join another, the name is free, and the project is not judged."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held_while_forming(team, now)
    _require_captain(actor, team)
    details = closing.close(actor, team, now)
    audit.record(actor, audit.Verb.TEAM_CLOSED, team, now=now, details=details)


def _require_captain(actor: Actor, team: Team) -> object:
    """Return the actor's own membership; refuse who was captain when the request came in and is not any more."""
    own = membership(team, actor.user_id)
    if own.part != Part.CAPTAIN:
        raise CaptainNeeded()
    return own
