"""Close what is open between people and teams once it is settled, and tell those who wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from hackathon import outbox
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.rules.joining import Closing
from hackathon.teams import letters
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.models_joining import InvitedAs, JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry, TeamLook


def close_of_person(edition_id: int, user_id: int, closing: Closing, now: datetime) -> None:
    """Close the open requests and invitations of somebody who is seated or gone; the captains are told."""
    close_of_people(edition_id, [db.session.scalar(select(User).where(User.id == user_id))], closing, now)


def close_of_people(edition_id: int, people: Sequence[User], closing: Closing, now: datetime) -> None:
    """Do so for many at once; the statements do not grow with the people."""
    ids, keys = [each.id for each in people], [each.email_key for each in people]
    requests = _open(JoinRequest, edition_id, JoinRequest.user_id.in_(ids))
    meant = or_(TeamInvitation.user_id.in_(ids), TeamInvitation.email_key.in_(keys))
    invitations = _open(TeamInvitation, edition_id, meant, TeamInvitation.invited_as == InvitedAs.MEMBER)
    known = {each.id: each for each in people}
    waiting: dict[int, tuple[Team, set[str]]] = {}
    for each in (*requests, *invitations):
        each.closed_at, each.closing = now, closing
        shown = getattr(each, "email", "") or known[each.user_id].name or known[each.user_id].email
        waiting.setdefault(each.team_id, (each.team, set()))[1].add(shown)
    _tell_captains(waiting, now)
    entries = select(PoolEntry).where(PoolEntry.edition_id == edition_id, PoolEntry.user_id.in_(ids))
    for entry in db.session.scalars(entries):
        db.session.delete(entry)
    db.session.flush()


def _tell_captains(waiting: dict[int, tuple[Team, set[str]]], now: datetime) -> None:
    captains = select(Membership).where(Membership.team_id.in_(list(waiting)), Membership.part == Part.CAPTAIN)
    for captain in db.session.scalars(captains.options(joinedload(Membership.user)).order_by(Membership.id)):
        team, names = waiting[captain.team_id]
        letters.tell("team_opening_closed", [captain.user], team, now=now, names=", ".join(sorted(names)))


def close_requests(team: Team, closing: Closing, now: datetime) -> None:
    """Close the open requests to a team that has no seat any more; whoever asked is told."""
    close_requests_to(team.edition_id, [team], closing, now)


def close_requests_to(edition_id: int, teams: Sequence[Team], closing: Closing, now: datetime) -> None:
    """Do so for many teams at once; only those that somebody asked cost more statements."""
    ids = [each.id for each in teams]
    asking: dict[int, list[User]] = {}
    for each in _open(JoinRequest, edition_id, JoinRequest.team_id.in_(ids)):
        each.closed_at, each.closing = now, closing
        asking.setdefault(each.team_id, []).append(each.user)
    for team in teams:
        if team.id in asking:
            others = outbox.public_url("teams.list_looking_teams", edition=team.edition.key)
            values = {"full": closing == Closing.FULL, "url": others}
            letters.tell("team_request_closed", asking[team.id], team, now=now, **values)
    looks = select(TeamLook).where(TeamLook.edition_id == edition_id, TeamLook.team_id.in_(ids))
    for look in db.session.scalars(looks):
        db.session.delete(look)
    db.session.flush()


def close_of_team(team: Team, now: datetime) -> None:
    """Close everything that is open between people and a team that is gone."""
    close_requests(team, Closing.GONE, now)
    for each in _open(TeamInvitation, team.edition_id, TeamInvitation.team_id == team.id):
        each.closed_at, each.closing = now, Closing.GONE
    db.session.flush()


def _open(model: Any, edition_id: int, *conditions: Any) -> Sequence[Any]:
    """Return open rows, held in one order so that two who close the same ones wait for each other."""
    query = select(model).where(model.edition_id == edition_id, model.closed_at.is_(None), *conditions)
    query = query.order_by(model.id).with_for_update(of=model).execution_options(populate_existing=True)
    return db.session.scalars(query.options(joinedload(model.team))).all()
