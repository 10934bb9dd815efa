"""Gather what a person is in all editions: organizer, judge, registered, member, captain."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, func, literal, or_, select, union_all

from hackathon.accounts.models import User
from hackathon.accounts.models_safety import Authenticator, Passkey
from hackathon.accounts.queries import SignIn
from hackathon.db import connection
from hackathon.editions.models import EditionRole, Registration, Role
from hackathon.rules.permissions import Actor
from hackathon.rules.registrations import WAITING, State
from hackathon.teams.models import Membership, Part

_USER = bindparam("user_id")
# Asked by every request of somebody who is signed in, so it is built once.
_PARTS = union_all(
    select(literal("role"), EditionRole.edition_id, EditionRole.role).where(EditionRole.user_id == _USER),
    select(literal("registered"), Registration.edition_id, Registration.state).where(Registration.user_id == _USER),
    select(literal("team"), Membership.team_id, Membership.part).where(Membership.user_id == _USER),
)

_OFFICES = select(EditionRole.user_id).where(EditionRole.role.in_((Role.ORGANIZER, Role.CHAIR)))
_IN_OFFICE = (
    select(
        User.id, User.family_name, User.given_name, User.email, User.is_administrator,
        exists().where(Authenticator.user_id == User.id).label("app"),
        select(func.count(Passkey.id)).where(Passkey.user_id == User.id).scalar_subquery().label("passkeys"),
    )
    .where(or_(User.is_administrator, User.id.in_(_OFFICES)), User.deactivated_at.is_(None))
    .order_by(User.family_name, User.given_name, User.id)
)


def people_in_office() -> list[Any]:
    """Return who administers, organizes or chairs anywhere, with their second factors; those without come first."""
    rows = connection().execute(_IN_OFFICE).all()
    return sorted(rows, key=lambda row: bool(row.app or row.passkeys))


def actor_for(user: User | SignIn) -> Actor:
    """Return the actor for an account, in one statement over all editions."""
    rows = connection().execute(_PARTS, {"user_id": user.user_id}).all()

    def ids(kind: str, *details: str) -> frozenset[int]:
        return frozenset(row[1] for row in rows if row[0] == kind and (not details or row[2] in details))

    return Actor(
        user_id=user.user_id,
        is_administrator=user.is_administrator,
        organizer_of=ids("role", Role.ORGANIZER),
        judge_of=ids("role", Role.JUDGE),
        chair_of=ids("role", Role.CHAIR),
        registered_in=ids("registered", State.ADMITTED),
        applied_in=ids("registered", *WAITING, State.DECLINED),
        member_of=ids("team"),
        captain_of=ids("team", Part.CAPTAIN),
        name=user.name or user.email,
    )
