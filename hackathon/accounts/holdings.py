"""What is held about people: every table says whose its rows are, what a person is shown, and what erasure does.

A feature declares its tables in its `personal.py`. A column is named once: `shown` stands in "my data", `kept` is of a
person but not shown (keys, digests, what would tell about others), `plain` tells nothing about anybody. What is
`emptied` or whose rows are `gone` is erased; everything else stays, without a name, for the reason `why`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ColumnElement, inspect, or_

from hackathon.accounts.models import User

Whose = Callable[[User], ColumnElement[bool]]
Row = dict[str, Any]


@dataclass(frozen=True)
class Holding:
    """How one table takes part in "my data" and in erasure; `whose` names columns with a person's id, or finds rows."""

    model: Any
    whose: str | Whose = ""
    title: Any = ""
    shown: str = ""
    kept: str = ""
    plain: str = ""
    emptied: str = ""
    gone: bool = False
    why: Any = ""

    @property
    def columns(self) -> set[str]:
        """Return every column that is classified here."""
        return {*self.shown.split(), *self.kept.split(), *self.plain.split()}

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the columns that hold the person's id."""
        return tuple(self.whose.split()) if isinstance(self.whose, str) else ()

    def of(self, user: User) -> ColumnElement[bool]:
        """Return the condition that a row is this person's."""
        if callable(self.whose):
            return self.whose(user)
        return or_(*(getattr(self.model, name) == user.id for name in self.owners))

    def blanks(self) -> dict[str, Any]:
        """Return what is written into the columns that are emptied."""
        columns = inspect(self.model).columns
        return {name: _blank(columns[name]) for name in self.emptied.split()}


def _blank(column: Any) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return [] if column.default is not None and getattr(column.default.arg, "__name__", "") == "list" else {}
    return ""


HOLDINGS: list[Holding] = []
# Called as step(user, now) before rows are erased, those of later features first: what needs more than a statement.
steps: list[Callable[[User, datetime], None]] = []
# Called as obstacle(user, now) before anything is erased; raises what the person has to do first.
obstacles: list[Callable[[User, datetime], None]] = []
# Each gives (name, path) of files that the person uploaded and that are shown in "my data".
files: list[Callable[[User, Path], Iterable[tuple[str, Path]]]] = []
# Each gives the names under which files lie on the disk that go with the person.
doomed: list[Callable[[User], list[str]]] = []
# Each gives (title, rows) of what belongs to a person but stands in no row of theirs: the names of teammates.
surroundings: list[Callable[[User], tuple[Any, list[Row]]]] = []


def declare(model: Any, **how: Any) -> None:
    """Say how a table takes part; a table with several kinds of owners is declared once for each."""
    HOLDINGS.append(Holding(model, **how))


def nobodys(model: Any, plain: str) -> None:
    """Say that a table tells nothing about anybody."""
    HOLDINGS.append(Holding(model, plain=plain))


def of_model(model: Any) -> list[Holding]:
    """Return what is declared of a table."""
    return [each for each in HOLDINGS if each.model is model]
