"""Enter the list of people who look for a team, and mark a team as looking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hackathon import audit
from hackathon.accounts import turns
from hackathon.challenges.models import Challenge
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import AlreadyInATeam, ChangedMeanwhile, NotRegistered
from hackathon.registrations import queries as registrations
from hackathon.rules import rosters as roster_rules
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams import openings, queries, queries_pool
from hackathon.teams.models import Team
from hackathon.teams.models_pool import PoolEntry, TeamLook
from hackathon.teams.rosters import held_while_forming, require_captain
from hackathon.text import search_key


@dataclass(frozen=True)
class Wished:
    """What somebody brings along, or what a team looks for."""

    skills: tuple[str, ...] = ()
    other_skills: str = ""
    languages: tuple[str, ...] = ()
    challenges: tuple[int, ...] = ()
    words: str = ""

    def write_to(self, row: Any) -> None:
        """Put it into the row, and into what filters and the search look at."""
        known = set(db.session.scalars(select(Challenge.id)))
        row.skills, row.languages = list(self.skills), list(self.languages)
        row.challenges = sorted(known.intersection(self.challenges))
        row.other_skills, row.words = self.other_skills, self.words
        row.search_key = search_key(self.other_skills, self.words)
        row.tags = queries_pool.tags(row.skills, row.languages, row.challenges)


@transactional
def enter_pool(actor: Actor, edition: Edition, wished: Wished, *, now: datetime) -> None:
    """Let teams of the edition find me; entering again replaces what I said."""
    permit(actor, Permission.TEAM_JOIN, edition)
    roster_rules.require_forming(edition.schedule, now)
    turns.take_turn(actor.user_id)
    roster_rules.require_no_office(queries.offices_of(actor.user_id))
    if not registrations.is_admitted(actor.user_id):
        raise NotRegistered()
    if queries.takes_part(actor.user_id):
        raise AlreadyInATeam()
    row = locked(PoolEntry, edition_id=edition.id, user_id=actor.user_id)
    if row is None:
        row = PoolEntry(edition_id=edition.id, user_id=actor.user_id, since=now)
    wished.write_to(row)
    with refusing(uq_pool_entry_edition_id_user_id=ChangedMeanwhile()):
        db.session.add(row)
    audit.record(actor, audit.Verb.POOL_ENTERED, row, now=now, details={"user_id": actor.user_id})


@transactional
def leave_pool(actor: Actor, edition: Edition, *, now: datetime) -> None:
    """Be found no longer; what I said about myself is deleted."""
    permit(actor, Permission.EDITION_REGISTER, edition)
    row = locked(PoolEntry, edition_id=edition.id, user_id=actor.user_id)
    if row is not None:
        db.session.delete(row)
    audit.record(actor, audit.Verb.POOL_LEFT, edition, now=now, details={"user_id": actor.user_id})


@transactional
def look_for_members(actor: Actor, team: Team, wished: Wished, *, now: datetime) -> None:
    """Mark the team as looking, and say for whom."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held_while_forming(team, now)
    members = require_captain(actor, team)
    roster_rules.require_seat(members, team.edition.team_size_max)
    row = queries_pool.look_of(team.id) or TeamLook(edition_id=team.edition_id, team_id=team.id, since=now)
    wished.write_to(row)
    db.session.add(row)
    audit.record(actor, audit.Verb.TEAM_LOOKS_FOR_MEMBERS, team, now=now)


@transactional
def look_no_more(actor: Actor, team: Team, *, now: datetime) -> None:
    """Look for nobody any longer; who has asked is told that the team is not looking."""
    permit(actor, Permission.TEAM_EDIT, team)
    team = held_while_forming(team, now)
    require_captain(actor, team)
    openings.close_requests(team, openings.Closing.FULL, now)
    audit.record(actor, audit.Verb.TEAM_LOOKS_NO_MORE, team, now=now)
