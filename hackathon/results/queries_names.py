"""Who is in a team that is published, and who of them may be named in public at this moment."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import exists, select

from hackathon.accounts.models import Consent, ConsentPurpose, User, formal_name
from hackathon.db import db
from hackathon.editions import scope
from hackathon.teams.models import Membership

_AGREED = exists().where(
    Consent.user_id == User.id, Consent.purpose == ConsentPurpose.PUBLIC_NAME, Consent.withdrawn_at.is_(None)
)
_NAMED = scope.prepared(
    select(User.id, User.family_name, User.given_name, User.patronymic)
    .where(_AGREED, User.erased_at.is_(None), User.id.in_(select(Membership.user_id)))
    .order_by(User.id)
)


def members_to_publish() -> dict[int, list[int]]:
    """Return, by team, the ids of its members in the order of their seats."""
    found = defaultdict(list)
    query = select(Membership.team_id, Membership.user_id).order_by(Membership.team_id, Membership.slot)
    for team_id, user_id in db.session.execute(query):
        found[team_id].append(user_id)
    return found


def named_publicly() -> dict[int, str]:
    """Return the formal names of those of the edition's participants who agree, now, to be named in public.

    Results, their tables and lists of certificates ask here each time: a consent that was withdrawn counts at once.
    """
    # Columns, not objects: thousands of people cost a tenth of the time.
    rows = db.session.execute(_NAMED)
    return {user_id: formal_name(*names) for user_id, *names in rows}
