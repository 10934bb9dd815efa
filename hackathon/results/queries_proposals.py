"""What is read of proposals: the one that waits, what became of the last one, and who is written to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import EditionRole, Role
from hackathon.outbox import Recipient
from hackathon.results.models_deliberation import ResultsProposal

_PEOPLE = (joinedload(ResultsProposal.proposed_by), joinedload(ResultsProposal.decided_by))


def waiting() -> ResultsProposal | None:
    """Return the proposal that waits for the chair."""
    return db.session.scalar(select(ResultsProposal).where(ResultsProposal.decided_at.is_(None)).options(*_PEOPLE))


def waiting_rounds() -> list[int]:
    """Return the numbers of the rounds in which a proposal waits for the chair."""
    with scope.every_round(because="the chair is led to a proposal that was made before the edition went on"):
        query = select(ResultsProposal.round_number).where(ResultsProposal.decided_at.is_(None))
        return sorted(db.session.scalars(query))


def last_decided() -> ResultsProposal | None:
    """Return the newest proposal that was answered or put aside."""
    query = select(ResultsProposal).where(ResultsProposal.decided_at.is_not(None)).options(*_PEOPLE)
    return db.session.scalar(query.order_by(ResultsProposal.id.desc()).limit(1))


def chair() -> User | None:
    """Return the chair of the jury."""
    query = select(User).join(EditionRole, EditionRole.user_id == User.id).where(EditionRole.role == Role.CHAIR)
    return db.session.scalar(query)


def readers(role: Role) -> list[Recipient]:
    """Return the people with a role whose accounts are in use, to write to them."""
    held = select(EditionRole.user_id).where(EditionRole.role == role)
    query = select(User).where(User.id.in_(held), User.deactivated_at.is_(None)).order_by(User.id)
    return [Recipient(user.email, user.language, user.name, user.id) for user in db.session.scalars(query)]
