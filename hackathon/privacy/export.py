"""Gather what is stored about a person, table by table, as it is declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select

from hackathon.accounts.holdings import HOLDINGS, Holding, files, surroundings
from hackathon.accounts.models import University, User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.teams.models import Team

Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """Rows of one kind; `key` names them in the JSON."""

    key: str
    title: Any
    rows: list[Row]


def gathered(user: User) -> list[Section]:
    """Return everything that is stored about a person, without what would tell about others."""
    with scope.every_edition(because="a person is given what every edition holds about them"):
        known = _names(user)
        found = [Section(_key(each), each.title, _rows(each, user, known)) for each in HOLDINGS if each.shown]
        around = [read(user) for read in surroundings]
    found += [Section(f"around_{number}", title, rows) for number, (title, rows) in enumerate(around, 1)]
    return [section for section in found if section.rows]


def own_files(user: User, folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the files that a person uploaded and that are still there."""
    with scope.every_edition(because="a person is given the files of every edition"):
        pairs = [pair for read in files for pair in read(user, folder)]
    return (pair for pair in pairs if pair[1].is_file())


def _key(holding: Holding) -> str:
    by = "" if not holding.owners or len(_same(holding)) == 1 else f"_by_{holding.owners[0]}"
    return f"{holding.model.__tablename__}{by}"


def _same(holding: Holding) -> list[Holding]:
    return [each for each in HOLDINGS if each.model is holding.model and each.shown]


def _rows(holding: Holding, user: User, known: dict[str, dict[int, str]]) -> list[Row]:
    names = holding.shown.split()
    columns = [getattr(holding.model, name) for name in names]
    order = inspect(holding.model).primary_key
    rows = db.session.execute(select(*columns).where(holding.of(user)).order_by(*order))
    return [{name: _plain(_worded(value, known.get(name))) for name, value in zip(names, row, strict=True)}
            for row in rows]  # fmt: skip


def _worded(value: Any, words: dict[int, str] | None) -> Any:
    return words.get(value, value) if words else value


def _names(user: User) -> dict[str, dict[int, str]]:
    """Return words for numbers that nobody could read."""
    editions = {row.id: row.key for row in db.session.execute(select(Edition.id, Edition.key))}
    teams = {row.id: row.name for row in db.session.execute(select(Team.id, Team.name))}
    query = select(University.id, University.name).where(University.id == user.university_id)
    universities = {row.id: row.name.best(user.language, "en")[1] for row in db.session.execute(query)}
    return {"edition_id": editions, "team_id": teams, "university_id": universities}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
