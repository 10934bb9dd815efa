"""What is read of sessions and of those who came; the statements do not grow with the people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.errors import NotFound
from hackathon.rules.registrations import State
from hackathon.teams.models import Membership, Part, Team
from hackathon.text import search_key


@dataclass(frozen=True)
class Listed:
    """Somebody who takes part, and since when they are here."""

    user: User
    code: str
    team: str
    is_captain: bool
    at: datetime | None


def sessions() -> list[EventSession]:
    """Return the sessions of the edition entered, the first one first."""
    return list(db.session.scalars(select(EventSession).order_by(EventSession.starts_at, EventSession.id)))


def session_by_id(session_id: int) -> EventSession:
    """Return a session of the edition entered."""
    found = db.session.scalar(select(EventSession).where(EventSession.id == session_id))
    if found is None:
        raise NotFound()
    return found


def counts() -> dict[int, int]:
    """Return how many came to each session."""
    query = select(Attendance.session_id, func.count(Attendance.id)).group_by(Attendance.session_id)
    return dict(db.session.execute(query).all())


def has_marks(session_id: int) -> bool:
    """Say whether anybody was ever checked in to a session."""
    query = select(AttendanceMark.id).where(AttendanceMark.session_id == session_id)
    return db.session.scalar(query.limit(1)) is not None


def own(user_id: int | None) -> Registration | None:
    """Return the place of somebody who takes part, whose code it carries."""
    query = select(Registration).where(Registration.user_id == user_id, Registration.state == State.ADMITTED)
    return db.session.scalar(query.options(joinedload(Registration.user)))


def registration_of(*, user_id: int | None = None, code: str = "") -> Registration | None:
    """Return whose code this is, or a person's registration, whatever its state."""
    wanted = Registration.code == code if code else Registration.user_id == user_id
    return db.session.scalar(select(Registration).where(wanted).options(joinedload(Registration.user)))


def team_of(user_id: int) -> str:
    """Return the name of a person's team."""
    query = select(Team.name).join(Membership, Membership.team_id == Team.id).where(Membership.user_id == user_id)
    return db.session.scalar(query) or ""


def listed(session_id: int | None, q: str = "", *, page: int = 1, size: int | None = None) -> tuple[list[Listed], int]:
    """Return who takes part and who of them is at a session: a page of them, or everybody; and how many there are."""
    query = _found(_people(session_id), q)
    if size is None:
        rows = list(db.session.execute(query))
        return [_listed(row) for row in rows], len(rows)
    total = db.session.scalar(query.with_only_columns(func.count(Registration.id)).order_by(None)) or 0
    last = max(1, -(-total // size))
    rows = db.session.execute(query.limit(size).offset((min(page, last) - 1) * size))
    return [_listed(row) for row in rows], total


def one(user_id: int | None) -> list[Listed]:
    """Return somebody who takes part, alone."""
    return [_listed(row) for row in db.session.execute(_people(None).where(Registration.user_id == user_id))]


def everybody_who_came() -> list[Listed]:
    """Return who takes part, and who came although they do not any more: what happened is not rewritten."""
    came = select(Attendance.user_id).correlate(None)
    query = _people(None, or_(_takes_part(), Registration.user_id.in_(came)))
    return [_listed(row) for row in db.session.execute(query)]


def _takes_part() -> Any:
    """Hold for those who can still come: a place whose person is erased stays without anybody."""
    return and_(Registration.state == State.ADMITTED, User.erased_at.is_(None))


def _people(session_id: int | None, wanted: Any = None) -> Select[Any]:
    came = and_(Attendance.user_id == Registration.user_id, Attendance.session_id == session_id)
    query = select(User, Registration.code, Team.name, Membership.part, Attendance.at).select_from(Registration)
    query = query.join(User, User.id == Registration.user_id).options(joinedload(User.university))
    of_person = and_(Membership.user_id == Registration.user_id, Membership.edition_id == Registration.edition_id)
    query = query.outerjoin(Membership, of_person).outerjoin(Team, Team.id == Membership.team_id)
    query = query.outerjoin(Attendance, and_(came, Attendance.edition_id == Registration.edition_id))
    query = query.where(_takes_part() if wanted is None else wanted)
    return query.order_by(User.family_name, User.given_name, Registration.id)


def _found(query: Select[Any], q: str) -> Select[Any]:
    for word in search_key(q).split():
        named = User.search_key.contains(word, autoescape=True)
        query = query.where(named | Team.search_key.contains(word, autoescape=True))
    return query


def _listed(row: Row) -> Listed:
    return Listed(row[0], row[1], row[2] or "", row[3] == Part.CAPTAIN, row[4])


def times() -> dict[tuple[int, int], datetime]:
    """Return when each person came to each session: by (person, session)."""
    rows = db.session.execute(select(Attendance.user_id, Attendance.session_id, Attendance.at))
    return {(user_id, session_id): at for user_id, session_id, at in rows}


def present(session_id: int) -> set[int]:
    """Return who is at a session."""
    return set(db.session.scalars(select(Attendance.user_id).where(Attendance.session_id == session_id)))


def who_came(user_ids: Collection[int]) -> set[int]:
    """Return who of these people was at any session of the edition entered."""
    return set(db.session.scalars(select(Attendance.user_id).where(Attendance.user_id.in_(list(user_ids)))))


def here(session_id: int, user_id: int) -> Attendance | None:
    """Return that somebody is at a session."""
    return db.session.scalar(
        select(Attendance).where(Attendance.session_id == session_id, Attendance.user_id == user_id)
    )


def trail(session_id: int, user_id: int) -> Sequence[Row]:
    """Return everything that was noted of a person at a session, with who noted it."""
    query = select(AttendanceMark, User).outerjoin(User, User.id == AttendanceMark.by_id)
    query = query.where(AttendanceMark.session_id == session_id, AttendanceMark.user_id == user_id)
    return db.session.execute(query.order_by(AttendanceMark.id)).all()


def mark_by_client(client_id: str) -> AttendanceMark | None:
    """Return what a device noted under an id of its own."""
    return db.session.scalar(select(AttendanceMark).where(AttendanceMark.client_id == client_id))
