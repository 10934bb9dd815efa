"""What teams hold about people: who is in one, and who helps one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from hackathon.accounts import mentions
from hackathon.accounts.holdings import Row, declare, steps, surroundings
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.rules import rosters
from hackathon.rules.permissions import SYSTEM
from hackathon.teams import departing, letters, personal_joining, succession  # noqa: F401 - it declares the ways into teams
from hackathon.teams.models import Membership, Mentorship, Team
from hackathon.teams.models_joining import JoinRequest

_STAYS = _l("What a team made together stays with it.")


def own_teams(user: User) -> ColumnElement[bool]:
    """Hold for the teams that a person is in."""
    return Team.id.in_(select(Membership.team_id).where(Membership.user_id == user.id))


declare(
    Team, whose=own_teams, title=_l("Teams"), shown="edition_id name admission created_at closed_at",
    kept="id name_key search_key invite_version admission_reason", why=_STAYS,
)  # fmt: skip
declare(
    Membership, whose="user_id", title=_l("Places in teams"), shown="edition_id team_id part joined_at",
    kept="id user_id slot",
    why=_l("While teams form the place is given up. Later a place without a name stays: results rest on it."),
)  # fmt: skip
declare(
    Mentorship, whose="user_id", title=_l("Teams that you help"), shown="edition_id team_id added_at",
    kept="id user_id", gone=True,
)  # fmt: skip


def teammates(user: User) -> tuple[Any, list[Row]]:
    """Return who is in the same teams, by name, as the team's page shows it."""
    own = select(Membership.team_id).where(Membership.user_id == user.id)
    query = select(Team.name, User).join(Membership, Membership.team_id == Team.id)
    query = query.join(User, User.id == Membership.user_id).where(Team.id.in_(own)).order_by(Team.id, Membership.slot)
    return _l("People in your teams"), [{"team": name, "name": who.name} for name, who in db.session.execute(query)]


def leave(user: User, now: datetime) -> None:
    """Leave every team that still forms, as whoever withdraws does; elsewhere the seat stays, and others lead."""
    mentions.take_out(user, JoinRequest.words, JoinRequest.answer, Team.admission_reason)
    for request in db.session.scalars(select(JoinRequest).where(JoinRequest.user_id == user.id)):
        letters.forget_words(request)
    for membership in list(db.session.scalars(select(Membership).where(Membership.user_id == user.id))):
        edition = membership.team.edition
        if rosters.is_forming(edition.schedule, now):
            with scope.of(edition.id):
                departing.step_out(SYSTEM, edition, user.id, now)
    succession.account_closed(SYSTEM, user, now)


if leave not in steps:
    steps.append(leave)
    surroundings.append(teammates)
