"""The organizers' list of registrations: filtered, ordered, paged; the statements do not grow with the rows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Category, University, User
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.registrations import hooks
from hackathon.rules.registrations import State
from hackathon.text import search_key

ORDERS = {
    "name": (User.family_name, User.given_name, Registration.id),
    "registered": (Registration.registered_at, Registration.id),
    "queue": (Registration.queued_at, Registration.id),
}


@dataclass(frozen=True)
class Wanted:
    """Which registrations are looked for: fields of the filter, empty where everything fits."""

    q: str = ""
    state: str = ""
    university: str = ""
    country: str = ""
    category: str = ""
    team: str = ""
    sort: str = "name"

    @property
    def filters(self) -> dict[str, str]:
        """Return what narrows the list, for addresses and hidden fields."""
        return {name: value for name, value in asdict(self).items() if value and name != "sort"}


def registrations(wanted: Wanted, *, page: int, size: int) -> tuple[list[Registration], int]:
    """Return one page of the list and how many there are in all."""
    found = _found(wanted)
    total = db.session.scalar(found.with_only_columns(func.count(Registration.id)).order_by(None)) or 0
    last = max(1, -(-total // size))
    rows = _in_order(found, wanted.sort).limit(size).offset((min(page, last) - 1) * size)
    return list(db.session.scalars(_with_people(rows))), total


def every(wanted: Wanted) -> list[Registration]:
    """Return everybody who fits, for exports."""
    return list(db.session.scalars(_with_people(_in_order(_found(wanted), wanted.sort))))


def every_id(wanted: Wanted) -> tuple[int, ...]:
    """Return the ids of everybody who fits, for decisions about all of them."""
    return tuple(db.session.scalars(_found(wanted).with_only_columns(Registration.id).order_by(Registration.id)))


def universities() -> list[University]:
    """Return the universities from which somebody registered."""
    here = select(User.university_id).join(Registration, Registration.user_id == User.id)
    return list(db.session.scalars(select(University).where(University.id.in_(here)).order_by(University.id)))


def _found(wanted: Wanted) -> Select[Any]:
    query = select(Registration).join(Registration.user).outerjoin(User.university)
    for word in search_key(wanted.q).split():
        query = query.where(User.search_key.contains(word, autoescape=True))
    if wanted.state in list(State):
        query = query.where(Registration.state == wanted.state)
    if wanted.category in list(Category):
        query = query.where(User.category == wanted.category)
    if wanted.university.isascii() and wanted.university.isdigit() and len(wanted.university) < 10:
        query = query.where(User.university_id == int(wanted.university))
    if wanted.country:
        query = query.where(University.country == wanted.country.replace("\x00", "?"))
    if wanted.team in ("with", "without") and hooks.teams.has_team is not None:
        has_team = hooks.teams.has_team(Registration)
        query = query.where(has_team if wanted.team == "with" else ~has_team)
    return query


def _in_order(query: Select[Any], order: str) -> Select[Any]:
    columns = ORDERS.get(order.removeprefix("-"), ORDERS["name"])
    return query.order_by(*(column.desc() if order.startswith("-") else column for column in columns))


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Registration.user).joinedload(User.university))
