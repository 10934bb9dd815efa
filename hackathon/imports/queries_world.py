"""What is so in the edition about the people and teams of some rows: a few statements, however many rows there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, union_all

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import EditionRole, Registration
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.registrations import queries as registrations
from hackathon.registrations.models import RegistrationPlan
from hackathon.rules import questions as question_rules
from hackathon.rules import rosters
from hackathon.rules.import_fates import Event, Seats, Standing
from hackathon.rules.project_status import Admission
from hackathon.rules.registrations import Mode, State
from hackathon.teams.models import Membership, Mentorship, Team

Planned = dict[str, Any]


@dataclass
class World:
    """People by the key of their address, teams by the key of their name, and the seats taken by team."""

    event: Event
    people: dict[str, User] = field(default_factory=dict)
    standing: dict[str, Standing] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    slots: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def world(run: PeopleImport, planned: Sequence[Planned], plan: RegistrationPlan, *, now: datetime, hold: bool) -> World:
    """Return what is so now; held until the action ends if somebody is about to change it."""
    edition, places = run.edition, registrations.places(plan.capacity)
    found = World(Event(
        Mode(plan.mode), places.free, places.waiting, edition.team_size_max,
        rosters.is_forming(edition.schedule, now), question_rules.is_frozen(plan.frozen_at, now), plan.asks_age,
    ))
    _teams(found, {each["team_key"] for each in planned} - {""}, run.id, hold)
    found.people = people({each["key"] for each in planned}, hold=hold)
    _standing(found)
    return found


def people(keys: Collection[str], *, hold: bool) -> dict[str, User]:
    """Return the accounts of these addresses."""
    query = select(User).where(User.email_key.in_(sorted(keys))).order_by(User.id)
    if hold:
        query = query.with_for_update(key_share=True)
    return {each.email_key: each for each in db.session.scalars(query.execution_options(populate_existing=True))}


def _teams(found: World, keys: Collection[str], import_id: int, hold: bool) -> None:
    query = select(Team).where(Team.name_key.in_(sorted(keys))).order_by(Team.id)
    query = query.with_for_update(of=Team) if hold else query
    found.teams = {each.name_key: each for each in db.session.scalars(query)} if keys else {}
    ids = [each.id for each in found.teams.values()]
    taken = select(Membership.team_id, Membership.slot).where(Membership.team_id.in_(ids))
    for team_id, slot in db.session.execute(taken) if ids else ():
        found.slots[team_id].add(slot)
    founded = select(ImportRow.team_id).where(ImportRow.import_id == import_id, ImportRow.founded)
    own = set(db.session.scalars(founded)) if ids else set()
    for key, team in found.teams.items():
        running = team.closed_at is None and team.admission != Admission.DISQUALIFIED
        found.event.teams[key] = Seats(len(found.slots[team.id]), team.id in own, running)


def _standing(found: World) -> None:
    ids = [each.id for each in found.people.values()]
    if not ids:
        return
    states = select(Registration.user_id, Registration.state).where(Registration.user_id.in_(ids))
    state_of = {user_id: State(state) for user_id, state in db.session.execute(states)}
    seats = select(Membership.user_id, Team.name_key).join(Membership.team).where(Membership.user_id.in_(ids))
    team_of = dict(db.session.execute(seats).all())
    roles = select(EditionRole.user_id, EditionRole.role).where(EditionRole.user_id.in_(ids))
    mentors = select(Mentorship.user_id, literal("mentor")).where(Mentorship.user_id.in_(ids))
    offices: dict[int, set[str]] = defaultdict(set)
    for user_id, office in db.session.execute(union_all(roles, mentors)):
        offices[user_id].add(office)
    for key, user in found.people.items():
        found.standing[key] = Standing(user.deactivated_at is not None, state_of.get(user.id),
                                       team_of.get(user.id, ""), rosters.office(offices[user.id]))  # fmt: skip
