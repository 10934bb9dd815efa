"""Gather what a person is in all editions: organizer, judge, registered, member, captain."""

from __future__ import annotations

from sqlalchemy import bindparam, literal, select, union_all

from hackathon.accounts.models import User
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
