"""The captain answers what the organizers ask of the team."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.db import transactional
from hackathon.questions import answering
from hackathon.questions import queries as questions
from hackathon.questions.answering import Given, Owner
from hackathon.registrations import queries as registrations
from hackathon.rules import questions as rules
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.questions import AskedOf
from hackathon.teams.models import Team
from hackathon.teams.rosters import held


@transactional
def save_team_answers(actor: Actor, team: Team, given: Given, *, now: datetime) -> None:
    """Store the team's answers until they are frozen."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held(team)
    rules.require_open(registrations.plan(team.edition_id).frozen_at, now)
    rosters.require_forming(team.edition.schedule, now)
    asked = questions.questions(asked_of=AskedOf.TEAM)
    answering.save(actor, Owner(team.edition_id, team_id=team.id), asked, given, now=now)
    audit.record(actor, audit.Verb.ANSWERS_SAVED, team, now=now)
