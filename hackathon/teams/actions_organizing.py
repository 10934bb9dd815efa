"""What organizers do with a team: admit, disqualify, name mentors."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import queries as accounts
from hackathon.accounts import turns
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing, transactional
from hackathon.errors import (
    AccountUnknown,
    AlreadyAMentor,
    MemberCannotMentor,
    NotFound,
    ParticipantCannotMentor,
    TeamClosed,
)
from hackathon.rules import project_status
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.project_status import Admission
from hackathon.teams import openings, queries
from hackathon.teams.models import Mentorship, Team
from hackathon.teams.rosters import tell


@transactional
def admit_team(actor: Actor, team: Team, *, now: datetime) -> None:
    """Admit a team, also one that was disqualified; its members are told by letter."""
    permit(actor, Permission.TEAM_ADMIT, team)
    team = _step(team, Admission.ADMITTED)
    team.admission_reason = ""
    tell("team_admitted", _people(team), team, now=now)
    audit.record(actor, audit.Verb.TEAM_ADMITTED, team, now=now)


@transactional
def disqualify_team(actor: Actor, team: Team, reason: str, *, now: datetime) -> None:
    """Disqualify a team: its project leaves judging and standings, and its members are told why."""
    permit(actor, Permission.TEAM_ADMIT, team)
    team = _step(team, Admission.DISQUALIFIED)
    team.admission_reason = reason
    openings.close_of_team(team, now)
    tell("team_disqualified", _people(team), team, now=now, reason=reason)
    audit.record(actor, audit.Verb.TEAM_DISQUALIFIED, team, now=now, personal={"reason": reason})


@transactional
def add_mentor(actor: Actor, team: Team, email: str, *, now: datetime) -> User:
    """Name a mentor by the e-mail address of an account; the mentor is told, and never judges the team."""
    permit(actor, Permission.TEAM_MENTOR, team)
    team = _open(team)
    person = accounts.user_by_email(email)
    if person is None or person.deactivated_at is not None:
        raise AccountUnknown(field="email")
    if any(each.user_id == person.id for each in queries.members_of(team)):
        raise MemberCannotMentor(field="email")
    turns.take_turn(person.id)
    if queries.takes_part(person.id):
        raise ParticipantCannotMentor(field="email")
    with refusing(uq_mentorship_team_id_user_id=AlreadyAMentor(field="email")):
        db.session.add(Mentorship(edition_id=team.edition_id, team_id=team.id, user_id=person.id, added_at=now))
    tell("team_mentor_added", [person], team, now=now)
    audit.record(actor, audit.Verb.TEAM_MENTOR_ADDED, team, now=now, details={"user_id": person.id})
    return person


@transactional
def remove_mentor(actor: Actor, team: Team, user_id: int, *, now: datetime) -> None:
    """Remove a mentor from the team."""
    permit(actor, Permission.TEAM_MENTOR, team)
    found = queries.mentorship(_open(team), user_id)
    if found is None:
        raise NotFound()
    db.session.delete(found)
    audit.record(actor, audit.Verb.TEAM_MENTOR_REMOVED, team, now=now, details={"user_id": user_id})


def _open(team: Team) -> Team:
    found = locked(Team, id=team.id)
    if found.closed_at is not None:
        raise TeamClosed()
    return found


def _step(team: Team, target: Admission) -> Team:
    found = _open(team)
    project_status.require_step(Admission(found.admission), target)
    found.admission = target
    return found


def _people(team: Team) -> list[User]:
    return [each.user for each in queries.members_of(team)]
