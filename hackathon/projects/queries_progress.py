"""How far each team is, for the organizers: its people, its admission, its project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.projects.models import Project
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.teams.models import Membership, Team
from hackathon.text import search_key

STATES = ("none", "draft", "submitted", "changed")
CLOSED = "closed"


@dataclass(frozen=True)
class Wanted:
    """What an organizer asks of the list: words, an admission or "closed", a project's state, an order."""

    q: str = ""
    admission: str = ""
    state: str = ""
    sort: str = ""


_submitted = Project.status == ProjectStatus.SUBMITTED
_state = case(
    (and_(_submitted, Project.saved_at > Project.submitted_at), "changed"),
    (_submitted, "submitted"),
    (or_(Project.title != "", Project.description != ""), "draft"),
    else_="none",
)
_members = (
    select(func.count(Membership.id)).where(Membership.team_id == Team.id).correlate(Team).scalar_subquery()
)
_RANKS = case({"submitted": 3, "changed": 2, "draft": 1}, value=_state, else_=0)
ORDERS: dict[str, Any] = {
    "name": Team.search_key,
    "members": _members,
    "admission": Team.admission,
    "state": _RANKS,
    "saved": func.coalesce(Project.saved_at, Team.created_at),
    "founded": Team.created_at,
}


def teams(wanted: Wanted, *, page: int, size: int) -> tuple[list[Row], int]:
    """Return one page of teams with their progress, and how many there are in all."""
    query = _wanted(_lines(), wanted)
    total = db.session.scalar(query.with_only_columns(func.count(Team.id))) or 0
    start = (min(page, max(1, -(-total // size))) - 1) * size
    order = ORDERS.get(wanted.sort.removeprefix("-"), Team.search_key)
    query = query.order_by(order.desc() if wanted.sort.startswith("-") else order, Team.search_key, Team.id)
    return list(db.session.execute(query.limit(size).offset(start))), total


def team_line(team_id: int) -> Row | None:
    """Return the progress of one team."""
    return db.session.execute(_lines().where(Team.id == team_id)).first()


def counts_by_admission() -> dict[str, int]:
    """Count the teams in each admission, and the closed ones."""
    key = case((Team.closed_at.is_not(None), CLOSED), else_=Team.admission)
    found = dict(db.session.execute(select(key, func.count(Team.id)).group_by(key)).all())
    return {name: found.get(name, 0) for name in (*(each.value for each in Admission), CLOSED)}


def _lines() -> Select:
    return select(
        Team.id,
        Team.name,
        Team.admission,
        Team.created_at,
        Team.closed_at,
        _members.label("members"),
        _state.label("state"),
        Project.id.label("project_id"),
        Project.title,
        Project.saved_at,
        Project.submitted_at,
        Project.submission_number,
    ).select_from(Team).outerjoin(Project, Project.team_id == Team.id)


def _wanted(query: Select, wanted: Wanted) -> Select:
    if wanted.admission == CLOSED:
        query = query.where(Team.closed_at.is_not(None))
    else:
        query = query.where(Team.closed_at.is_(None))
    if wanted.admission in set(Admission):
        query = query.where(Team.admission == wanted.admission)
    if wanted.state in STATES:
        query = query.where(_state == wanted.state)
    for word in search_key(wanted.q).split():
        query = query.where(or_(Team.search_key.contains(word, autoescape=True), _has_member(word)))
    return query


def _has_member(word: str) -> Any:
    people = select(Membership.id).join(User, User.id == Membership.user_id)
    return people.where(Membership.team_id == Team.id, User.search_key.contains(word, autoescape=True)).exists()


def teams_by_challenge(*, but: int | None = None) -> dict[int, int]:
    """Return how many teams in the running have chosen each challenge, without one project."""
    query = select(Project.challenge_id, func.count(Project.id)).join(Project.team)
    query = query.where(Team.closed_at.is_(None), Team.admission != Admission.DISQUALIFIED)
    query = query.where(Project.challenge_id.is_not(None), Project.id != (but or 0)).group_by(Project.challenge_id)
    return dict(db.session.execute(query).all())
