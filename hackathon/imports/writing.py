"""Write the rows of one step: accounts, registrations, answers and seats, each kind in a statement or two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from hackathon.rules.permissions import Actor
from hackathon.rules.registrations import State
from hackathon.teams import hooks as teams
from hackathon.teams.models import Membership, Part, Team
from hackathon.teams.rosters import name_keys


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
        db.session.flush()

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
        accounts = [(self.world.people[row.planned["key"]], self._why()) for row, _ in self.rows if row.made_account]
        audit.record_many(self.actor, audit.Verb.ACCOUNT_CREATED, accounts, now=self.now)

    def _why(self) -> dict[str, Any]:
        return {"import_id": self.run.id}

    def _registrations(self) -> None:
        found = [
            Registration(
                edition_id=self.run.edition_id, user_id=row.user_id, registered_at=self.now, state=verdict.state,
                queued_at=self.now if verdict.state == State.WAITLISTED else None,
            )
            for row, verdict in self.rows if verdict.fate in REGISTERS
        ]  # fmt: skip
        db.session.add_all(found)
        db.session.flush()
        subjects = [(each, {"state": str(each.state), "user_id": each.user_id, **self._why()}) for each in found]
        audit.record_many(self.actor, audit.Verb.EDITION_REGISTERED, subjects, now=self.now)

    def _teams(self) -> None:
        seated = [(row, verdict) for row, verdict in self.rows
                  if verdict.fate in REGISTERS and row.planned["team_key"]]  # fmt: skip
        self._found([row for row, verdict in seated if verdict.founds])
        most, joined = self.run.edition.team_size_max, []
        for row, verdict in seated:
            team = self.world.teams[row.planned["team_key"]]
            slot = rosters.free_slot(self.world.slots[team.id], most)
            self.world.slots[team.id].add(slot)
            row.team_id, row.founded = team.id, verdict.founds
            part = Part.CAPTAIN if verdict.founds else Part.MEMBER
            db.session.add(Membership(edition_id=team.edition_id, team_id=team.id, user_id=row.user_id, part=part,
                                      slot=slot, joined_at=self.now))  # fmt: skip
            joined.append((team, {"user_id": row.user_id, **self._why()}))
        audit.record_many(self.actor, audit.Verb.TEAM_JOINED, joined, now=self.now)

    def _found(self, rows: list[ImportRow]) -> None:
        for row in rows:
            name = row.planned["team"]
            self.world.teams[row.planned["team_key"]] = Team(
                edition_id=self.run.edition_id, created_at=self.now, **name_keys(name)
            )
        found = [self.world.teams[row.planned["team_key"]] for row in rows]
        db.session.add_all(found)
        db.session.flush()
        audit.record_many(self.actor, audit.Verb.TEAM_FOUNDED, [(each, self._why()) for each in found], now=self.now)
        for team in found:
            for step in teams.founded:
                step(self.actor, team, self.now)


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
