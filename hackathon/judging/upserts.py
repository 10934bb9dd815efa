"""INSERT that can have ON CONFLICT, on either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from hackathon.db import db

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def dialect() -> str:
    """Name the database that is in use, for statements that are built once for each."""
    return db.session.get_bind().dialect.name


def into(model: type, database: str | None = None) -> Any:
    """Begin an INSERT for a database, the one in use if none is named."""
    return _INSERT[database or dialect()](model)
