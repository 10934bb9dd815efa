"""What is read of appeals: a team's own, all of them for organizers and chair, and how many wait."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.errors import NotFound
from hackathon.outbox import Recipient
from hackathon.results.models_deliberation import Appeal
from hackathon.rules.permissions import Actor
from hackathon.teams.models import Membership, Team
from hackathon.teams.queries import own_team

_PEOPLE = (joinedload(Appeal.team), joinedload(Appeal.filed_by), joinedload(Appeal.answered_by))


def own_appeals(actor: Actor) -> list[Appeal]:
    """Return the appeals of the actor's team, the newest first."""
    team = own_team(actor)
    if team is None:
        return []
    query = select(Appeal).where(Appeal.team_id == team.id).options(*_PEOPLE)
    return list(db.session.scalars(query.order_by(Appeal.id.desc())))


def all_appeals() -> list[Appeal]:
    """Return every appeal, those that wait first, the oldest of them first."""
    query = select(Appeal).options(*_PEOPLE)
    return list(db.session.scalars(query.order_by(Appeal.answered_at.is_not(None), Appeal.id)))


def appeal(appeal_id: int) -> Appeal:
    """Return one appeal."""
    found = db.session.scalar(select(Appeal).where(Appeal.id == appeal_id).options(*_PEOPLE))
    if found is None:
        raise NotFound()
    return found


def count_unanswered() -> int:
    """Count the appeals against results of the round entered that wait for an answer."""
    open_ones = Appeal.answered_at.is_(None)
    return db.session.scalar(select(func.count(Appeal.id)).join(Appeal.results).where(open_ones)) or 0


def members(appeal: Appeal) -> list[Recipient]:
    """Return the people of the team that appealed, to write to them."""
    inside = select(Membership.user_id).where(Membership.team_id == appeal.team_id)
    query = select(User).where(User.id.in_(inside), User.deactivated_at.is_(None)).order_by(User.id)
    return [Recipient(user.email, user.language, user.name, user.id) for user in db.session.scalars(query)]


def team_of(actor: Actor) -> Team | None:
    """Return the actor's team in the edition entered."""
    return own_team(actor)
