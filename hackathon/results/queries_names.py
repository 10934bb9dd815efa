"""Who is in a team that is published, and who of them may be named in public at this moment."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import exists, select
from sqlalchemy.orm import load_only

from hackathon.accounts.models import Consent, ConsentPurpose, User
from hackathon.db import db
from hackathon.teams.models import Membership


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
    agreed = exists().where(
        Consent.user_id == User.id,
        Consent.purpose == ConsentPurpose.PUBLIC_NAME,
        Consent.withdrawn_at.is_(None),
    )
    query = select(User).where(agreed, User.erased_at.is_(None), User.id.in_(select(Membership.user_id)))
    query = query.options(load_only(User.family_name, User.given_name, User.patronymic, User.erased_at))
    return {person.id: person.formal_name for person in db.session.scalars(query)}
