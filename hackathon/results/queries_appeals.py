"""What is read of appeals: a team's own, all of them for organizers and chair, and how many wait."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.errors import NotFound
from hackathon.outbox import Recipient
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import Appeal
from hackathon.rules.permissions import Actor
from hackathon.teams.models import Membership, Team
from hackathon.teams.queries import own_team

_PARTS = tuple(map(joinedload, (Appeal.team, Appeal.filed_by, Appeal.answered_by, Appeal.results)))
_WHY = "appeals against an earlier round's results are read and answered in a later one"


def own_appeals(actor: Actor) -> list[Appeal]:
    """Return the appeals of the actor's team, the newest first."""
    team = own_team(actor)
    if team is None:
        return []
    return _found(select(Appeal).where(Appeal.team_id == team.id).order_by(Appeal.id.desc()))


def all_appeals() -> list[Appeal]:
    """Return every appeal, those that wait first, the oldest of them first."""
    return _found(select(Appeal).order_by(Appeal.answered_at.is_not(None), Appeal.id))


def _found(query: Select) -> list[Appeal]:
    with scope.every_round(because=_WHY):
        return list(db.session.scalars(query.options(*_PARTS)))


def appeal(appeal_id: int) -> Appeal:
    """Return one appeal."""
    found = _found(select(Appeal).where(Appeal.id == appeal_id))
    if not found:
        raise NotFound()
    return found[0]


def address_of(edition: Edition, appeal: Appeal) -> str:
    """Return what names the round of an appeal in addresses."""
    query = select(PublishedResults.round_number).where(PublishedResults.id == appeal.results_id)
    with scope.every_round(because=_WHY):
        number = db.session.scalar(query)
    with scope.of(edition.id, number):
        return edition.address


def count_unanswered() -> int:
    """Count the appeals against results of the round entered that wait for an answer."""
    open_ones = Appeal.answered_at.is_(None)
    return db.session.scalar(select(func.count(Appeal.id)).join(Appeal.results).where(open_ones)) or 0


def count_all_unanswered() -> int:
    """Count the appeals that wait for an answer, against results of any round."""
    with scope.every_round(because=_WHY):
        return count_unanswered()


def members(appeal: Appeal) -> list[Recipient]:
    """Return the people of the team that appealed, to write to them."""
    inside = select(Membership.user_id).where(Membership.team_id == appeal.team_id)
    query = select(User).where(User.id.in_(inside), User.deactivated_at.is_(None)).order_by(User.id)
    return [Recipient(user.email, user.language, user.name, user.id) for user in db.session.scalars(query)]


def team_of(actor: Actor) -> Team | None:
    """Return the actor's team in the edition entered."""
    return own_team(actor)
