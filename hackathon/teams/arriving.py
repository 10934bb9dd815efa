"""Whoever comes by an invitation is registered on the way, where nothing is asked and a place is free."""

from __future__ import annotations

from datetime import datetime

from hackathon.errors import ApplyFirst, NotAdmitted
from hackathon.registrations import actions as registrations
from hackathon.registrations import queries as registered
from hackathon.rules.permissions import Actor, Permission, may
from hackathon.teams.models import Team


def register_in_passing(actor: Actor, team: Team, now: datetime) -> None:
    """Register whoever is not registered yet, where nothing is asked, nobody reviews and a place is free."""
    edition = team.edition
    if may(actor, Permission.TEAM_JOIN, team):
        return
    if edition.id in actor.applied_in:
        raise NotAdmitted()
    if registered.needs_form(edition.id):
        raise ApplyFirst()
    registrations.register(actor, edition, now=now)
    if not registered.is_admitted(actor.user_id):
        raise ApplyFirst()
