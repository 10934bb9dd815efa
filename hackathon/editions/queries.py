"""What is read of editions, their criteria, roles and registrations."""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer_group

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import hooks, scope
from hackathon.editions.models import Criterion, Edition, EditionRole, Registration, Role
from hackathon.rules.permissions import Actor
from hackathon.rules.registrations import State

# Asked by every request to an edition's pages, so it is built once.
_BY_KEY = select(Edition).where(Edition.key == bindparam("key")).options(joinedload(Edition.rounds))


def edition_by_key(key: str) -> Edition | None:
    """Return the edition with this key; whether a person may see it is decided by the permission."""
    with scope.every_edition(because="an edition is looked up before it is entered"):
        return db.session.scalars(_BY_KEY, {"key": key}).unique().one_or_none()


def public_editions() -> list[Edition]:
    """Return every announced edition, in the order of its country."""
    query = select(Edition).where(Edition.announced_at.is_not(None)).order_by(Edition.country, Edition.key)
    return list(db.session.scalars(query.options(selectinload(Edition.rounds))))


def editions_seen_by(actor: Actor) -> list[Edition]:
    """Return the announced editions, and hidden ones in which the actor has a role; the newest come first."""
    query = select(Edition).order_by(Edition.submissions_close.desc(), Edition.key)
    if not actor.is_administrator:
        own = actor.organizer_of | actor.judge_of
        query = query.where(or_(Edition.announced_at.is_not(None), Edition.id.in_(own)))
    return list(db.session.scalars(query.options(selectinload(Edition.rounds))))


def with_texts(edition: Edition) -> Edition:
    """Return the edition with rules, prizes and partners, read in one statement."""
    query = select(Edition).where(Edition.id == edition.id).options(undefer_group("texts"))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def criteria() -> list[Criterion]:
    """Return the criteria of the round entered, in their order."""
    return list(db.session.scalars(select(Criterion).order_by(Criterion.position, Criterion.id)))


def count_registered() -> int:
    """Return how many people are admitted to the edition entered, with those who were erased since."""
    query = select(func.count(Registration.id)).where(Registration.state == State.ADMITTED)
    return (db.session.scalar(query) or 0) + hooks.places_erased()


def count_with_role(role: Role | str) -> int:
    """Return how many organizers or judges the edition entered has."""
    return db.session.scalar(select(func.count(EditionRole.id)).where(EditionRole.role == role)) or 0


def organizers() -> list[User]:
    """Return the organizers of the edition entered."""
    query = select(EditionRole).where(EditionRole.role == Role.ORGANIZER).options(joinedload(EditionRole.user))
    return [role.user for role in db.session.scalars(query.order_by(EditionRole.id))]
