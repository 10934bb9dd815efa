"""Foretell every row's fate, by the very rules by which it is carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hackathon.imports import queries_world
from hackathon.imports.cells import Reading
from hackathon.imports.models import PeopleImport
from hackathon.registrations import queries as registrations
from hackathon.rules import import_fates as rules
from hackathon.rules.importing import Fate, RowState


def foretold(run: PeopleImport, read: Mapping[int, tuple[Reading, int]], now: datetime) -> dict[int, dict[str, Any]]:
    """Return the columns of each row that say what will become of it."""
    planned = [each.planned for each, _ in read.values() if not each.faults]
    world = queries_world.world(run, planned, registrations.plan(run.edition_id), now=now, hold=False)
    in_turn = sorted(read, key=lambda number: read[number][1])
    return {number: _fate(run, read[number][0], world) for number in in_turn}


def _fate(run: PeopleImport, reading: Reading, world: queries_world.World) -> dict[str, Any]:
    if reading.faults:
        return told(rules.Verdict(Fate.FAULT), run.columns, reading.faults, reading.notes)
    return told(decided(run, reading.planned, world), run.columns, [], reading.notes)


def decided(run: PeopleImport, planned: Mapping[str, Any], world: queries_world.World) -> rules.Verdict:
    """Decide about one row, which takes its place and its seat in the world."""
    who = world.standing.get(planned["key"])
    return rules.verdict(planned["team_key"], bool(planned["answers"]), who, world.event, run.wanted)


# Faults and notes that only the edition shows, and the column beside which they are said.
BESIDE = {"account_closed": "email", "gone": "email", "answers_frozen": "email"}


def told(verdict: rules.Verdict, columns: Mapping[int, str], faults: list[Any], notes: list[Any]) -> dict[str, Any]:
    """Return a verdict as a row keeps it."""
    at = {field: number for number, field in columns.items()}
    for found, more in ((faults, verdict.fault), (notes, verdict.note)):
        if more:
            found.append((more[0], at.get(BESIDE.get(more[0], "team")), more[1]))
    state = RowState.FAULT if verdict.fate == Fate.FAULT else RowState.PENDING
    outcome = str(verdict.state or "")
    return {"fate": str(verdict.fate), "outcome": outcome, "state": state, "faults": [list(each) for each in faults],
            "notes": [list(each) for each in notes], "has_note": bool(notes)}  # fmt: skip
