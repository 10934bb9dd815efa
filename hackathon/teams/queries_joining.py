"""What keeps somebody from joining a team by its invite link."""

from __future__ import annotations

from datetime import datetime

from hackathon.registrations import queries as registrations
from hackathon.rules import rosters, schedule
from hackathon.rules.permissions import Actor, Permission, may
from hackathon.rules.schedule import Window
from hackathon.teams.models import Team
from hackathon.teams.queries import offices_of, own_team


def joining(actor: Actor, team: Team, now: datetime) -> str:
    """Say what keeps a person from joining: member, elsewhere, early, late, full, sign_in, unregistered, or nothing.

    Or their office in the event: organizer, judge, mentor. Or `waiting` for admission, or `apply` by the form first.
    """
    if team.id in actor.member_of:
        return "member"
    if own_team(actor) is not None:
        return "elsewhere"
    if office := rosters.office(offices_of(actor.user_id)):
        return office
    plan = team.edition.schedule
    if not rosters.is_forming(plan, now):
        return "late" if now >= plan.registration_opens else "early"
    if rosters.is_full(len(team.memberships), team.edition.team_size_max):
        return "full"
    if not actor.is_authenticated:
        return "sign_in"
    return "" if may(actor, Permission.TEAM_JOIN, team) else _registering(actor, team, now)


def _registering(actor: Actor, team: Team, now: datetime) -> str:
    if team.edition_id in actor.applied_in:
        return "waiting"
    if not schedule.is_open(team.edition.schedule, Window.REGISTRATION, now):
        return "unregistered"
    return "apply" if registrations.needs_form(team.edition_id, or_waits=True) else ""
