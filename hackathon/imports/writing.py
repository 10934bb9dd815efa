"""Write the rows of one step: accounts, registrations, answers and seats, each kind in a statement or two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from hackathon import audit
from hackathon.accounts import invitations
from hackathon.accounts.details import Category, Gender, Person
from hackathon.accounts.models import User
from hackathon.db import connection, db
from hackathon.dialects import insert_into
from hackathon.editions.models import Registration
from hackathon.imports import foretelling, queries_world, writing_answers
from hackathon.imports.models import ImportRow, PeopleImport
from hackathon.rules import rosters
from hackathon.rules.import_fates import Verdict
from hackathon.rules.importing import REGISTERS, Fate, RowState
from hackathon.rules.joining import Closing
from hackathon.rules.permissions import Actor
from hackathon.rules.registrations import State
from hackathon.teams import hooks as teams
from hackathon.teams import openings
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.rosters import name_keys

NOTED = ("state", "fate", "outcome", "faults", "notes", "has_note", "user_id", "made_account", "team_id", "founded",
         "done_at", "told_at")  # fmt: skip


class Batch:
    """Rows that were decided about and are written together."""

    def __init__(self, actor: Actor, run: PeopleImport, world: queries_world.World, now: datetime) -> None:
        self.actor, self.run, self.world, self.now = actor, run, world, now
        self.rows: list[tuple[ImportRow, Verdict]] = []

    @property
    def registered(self) -> list[ImportRow]:
        """Return the rows that brought somebody into the edition."""
        return [row for row, verdict in self.rows if verdict.fate in REGISTERS]

    def take(self, row: ImportRow, verdict: Verdict) -> None:
        """Note what becomes of a row: it is done in this transaction, or is a fault."""
        found = foretelling.told(verdict, self.run.columns, list(row.faults), _own_notes(row))
        for name, value in found.items():
            setattr(row, name, value)
        if verdict.fate != Fate.FAULT:
            row.state, row.done_at = RowState.DONE, self.now
            self.rows.append((row, verdict))

    def write(self) -> None:
        """Write everything that the rows ask for."""
        self._people()
        self._registrations()
        writing_answers.write(self.actor, self.run, [row for row, _ in self.rows], self.now)
        self._teams()

    def _people(self) -> None:
        wanted = [row.planned for row, verdict in self.rows if verdict.fate == Fate.NEW]
        made: set[int] = set()
        if wanted:
            values = sorted((_columns(each, self.now) for each in wanted), key=lambda each: each["email_key"])
            # Somebody may sign up with one of these addresses at this very moment: whoever comes second is known.
            begun = insert_into(User.__table__, connection().dialect.name).values(values)
            statement = begun.on_conflict_do_nothing(index_elements=["email_key"]).returning(User.__table__.c.id)
            made = set(connection().execute(statement).scalars())
            self.world.people |= queries_world.people({each["key"] for each in wanted}, hold=True)
        for row, _ in self.rows:
            user = self.world.people[row.planned["key"]]
            row.user_id, row.made_account = user.id, user.id in made
        known = [row for row in self.registered if not row.made_account]
        invitations.reopen([self.world.people[row.planned["key"]] for row in known], now=self.now)
        accounts = [(self.world.people[row.planned["key"]], self._why()) for row, _ in self.rows if row.made_account]
        audit.record_many(self.actor, audit.Verb.ACCOUNT_CREATED, accounts, now=self.now)

    def _why(self) -> dict[str, Any]:
        return {"import_id": self.run.id}

    def _registrations(self) -> None:
        new = [(row, verdict) for row, verdict in self.rows if verdict.fate in REGISTERS]
        if not new:
            return
        shared = {"edition_id": self.run.edition_id, "registered_at": self.now}
        db.session.execute(insert(Registration), [
            {**shared, "user_id": row.user_id, "state": verdict.state,
             "queued_at": self.now if verdict.state == State.WAITLISTED else None} for row, verdict in new
        ])  # fmt: skip
        query = select(Registration).where(Registration.user_id.in_([row.user_id for row, _ in new]))
        found = db.session.scalars(query.order_by(Registration.id))
        subjects = [(each, {"state": str(each.state), "user_id": each.user_id, **self._why()}) for each in found]
        audit.record_many(self.actor, audit.Verb.EDITION_REGISTERED, subjects, now=self.now)

    def _teams(self) -> None:
        seated = [(row, verdict) for row, verdict in self.rows
                  if verdict.fate in REGISTERS and row.planned["team_key"]]  # fmt: skip
        self._found([row for row, verdict in seated if verdict.founds])
        seats, joined = [], []
        for row, verdict in seated:
            team = self.world.teams[row.planned["team_key"]]
            row.team_id, row.founded = team.id, verdict.founds
            seats.append(self._seat(team.id, row, verdict))
            joined.append((team, {"user_id": row.user_id, **self._why()}))
        if seats:
            db.session.execute(insert(Membership), seats)
            self._settle({each["team_id"] for each in seats}, [row.planned["key"] for row, _ in seated])
        audit.record_many(self.actor, audit.Verb.TEAM_JOINED, joined, now=self.now)

    def _settle(self, team_ids: set[int], keys: list[str]) -> None:
        """Close what was open between people who are seated now, teams that are full now, and others."""
        openings.close_of_people(
            self.run.edition_id, [self.world.people[key] for key in keys], Closing.SEATED, self.now
        )  # fmt: skip
        most = self.run.edition.team_size_max
        full = [team for team in self.world.teams.values()
                if team.id in team_ids and rosters.is_full(len(self.world.slots[team.id]), most)]  # fmt: skip
        openings.close_requests_to(self.run.edition_id, full, Closing.FULL, self.now)

    def _seat(self, team_id: int, row: ImportRow, verdict: Verdict) -> dict[str, Any]:
        """Take the lowest free seat; whoever founds a team leads it."""
        slot = rosters.free_slot(self.world.slots[team_id], self.run.edition.team_size_max)
        self.world.slots[team_id].add(slot)
        part = Part.CAPTAIN if verdict.founds else Part.MEMBER
        return {"edition_id": self.run.edition_id, "team_id": team_id, "user_id": row.user_id, "part": part,
                "slot": slot, "joined_at": self.now}  # fmt: skip

    def _found(self, rows: list[ImportRow]) -> None:
        if not rows:
            return
        shared = {"edition_id": self.run.edition_id, "created_at": self.now}
        db.session.execute(insert(Team), [{**shared, **name_keys(row.planned["team"])} for row in rows])
        query = select(Team).where(Team.name_key.in_([row.planned["team_key"] for row in rows])).order_by(Team.id)
        found = list(db.session.scalars(query))
        self.world.teams |= {each.name_key: each for each in found}
        audit.record_many(self.actor, audit.Verb.TEAM_FOUNDED, [(each, self._why()) for each in found], now=self.now)
        for team in found:
            for step in teams.founded:
                step(self.actor, team, self.now)

    def keep(self, rows: Sequence[ImportRow]) -> None:
        """Note beside every row what became of it, in one statement."""
        changes = [{"id": row.id, **{name: getattr(row, name) for name in NOTED}} for row in rows]
        db.session.bulk_update_mappings(ImportRow, changes)


def _own_notes(row: ImportRow) -> list[Any]:
    """Return the notes that the file alone shows; those about the edition are written anew."""
    return [each for each in row.notes if each[0] != "other_team"]


def _columns(planned: dict[str, Any], now: datetime) -> dict[str, Any]:
    said = planned["person"]
    gender = Gender(said["gender"]) if said["gender"] else None
    user = User(email=planned["email"], email_key=planned["key"], password_hash=invitations.UNSET, created_at=now)
    Person(**{**said, "category": Category(said["category"]), "gender": gender}).write_to(user)
    user.is_administrator = False
    return {each.key: getattr(user, each.key) for each in User.__table__.columns if each.key != "id"}
