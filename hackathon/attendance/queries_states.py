"""How far people came: registered, confirmed, attended, submitted, finished, each counted on its own.

What reports rest on: `counts` for the edition entered, `everywhere` for all editions with unique people, and
`participations`, one row for each person and edition, for breaking the numbers down. Who finished is admitted, missed
no required session, and is in a team that handed in and was not excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, case, distinct, exists, func, not_, select, true

from hackathon.attendance.models import Attendance, EventSession
from hackathon.db import db
from hackathon.editions import hooks, scope
from hackathon.editions.models import Registration
from hackathon.projects.models import Project
from hackathon.projects.queries import taking_part
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.registrations import State
from hackathon.teams.models import Membership, Team

STATES = ("registered", "confirmed", "attended", "attended_required", "submitted", "finished")


@dataclass(frozen=True)
class Total:
    """How often a state was reached, and by how many different people."""

    participations: int
    people: int


def participations(*, everywhere: bool = False) -> list[Row]:
    """Return (edition_id, user_id, and whether each state was reached) for the edition entered, or for all."""
    if not everywhere:
        return list(db.session.execute(_participations()))
    with scope.every_edition(because="the grant counts people over all countries and years"):
        return list(db.session.execute(_participations()))


def counts() -> dict[str, int]:
    """Return how many people of the edition entered reached each state."""
    part = _participations().subquery()
    query = select(*(func.count(case((part.c[state], part.c.user_id))).label(state) for state in STATES))
    found, erased = dict(db.session.execute(query).one()._mapping), hooks.places_erased()
    return {**found, **{state: found[state] + erased for state in ("registered", "confirmed")}}


def everywhere() -> tuple[dict[int, dict[str, int]], dict[str, Total]]:
    """Return the counts of every edition, and those of all together with unique people."""
    part = _participations().subquery()
    reached = {state: case((part.c[state], part.c.user_id)) for state in STATES}
    each = select(part.c.edition_id, *(func.count(reached[state]).label(state) for state in STATES))
    unique = select(*(func.count(distinct(reached[state])).label(state) for state in STATES))
    with scope.every_edition(because="the grant counts people over all countries and years"):
        rows = db.session.execute(each.group_by(part.c.edition_id)).all()
        people = db.session.execute(unique).one()._mapping
    of = {row.edition_id: {state: row._mapping[state] for state in STATES} for row in rows}
    total = {state: Total(sum(row[state] for row in of.values()), people[state]) for state in STATES}
    return of, total


def _participations() -> Select[Any]:
    confirmed = Registration.state == State.ADMITTED
    attended, missed, submitted = _attended(), _missed(), _submitted()
    finished = and_(confirmed, not_(missed), _submitted(in_the_running=True))
    reached = (true(), confirmed, attended, and_(attended, not_(missed)), submitted, finished)
    named = (column.label(name) for name, column in zip(STATES, reached, strict=True))
    return select(Registration.edition_id, Registration.user_id, *named)


def _attended() -> Any:
    return exists().where(
        Attendance.edition_id == Registration.edition_id, Attendance.user_id == Registration.user_id
    )


def _missed() -> Any:
    """Say that a required session exists in which the person was not."""
    came = exists().where(
        Attendance.edition_id == EventSession.edition_id, Attendance.session_id == EventSession.id,
        Attendance.user_id == Registration.user_id,
    ).correlate(EventSession, Registration)  # fmt: skip
    # Two levels deep nothing is correlated by itself: without this, anybody's coming would count for everybody.
    missed = exists().where(EventSession.edition_id == Registration.edition_id, EventSession.required, not_(came))
    return missed.correlate(Registration)


def _submitted(*, in_the_running: bool = False) -> Any:
    """Say that the person's team has handed in; in the running, that it was not disqualified, too."""
    query = select(Project.id).join(Team, Team.id == Project.team_id).join(Membership, Membership.team_id == Team.id)
    query = query.where(
        Project.edition_id == Registration.edition_id, Membership.edition_id == Registration.edition_id,
        Membership.user_id == Registration.user_id, Project.status == ProjectStatus.SUBMITTED,
    )  # fmt: skip
    return (taking_part(query) if in_the_running else query).exists()
