"""INSERT that can have ON CONFLICT, on either database."""

from __future__ import annotations

from typing import Any

from hackathon.db import db
from hackathon.dialects import insert_into


def dialect() -> str:
    """Name the database that is in use, for statements that are built once for each."""
    return db.session.get_bind().dialect.name


def into(model: type, database: str | None = None) -> Any:
    """Begin an INSERT for a database, the one in use if none is named."""
    return insert_into(model, database or dialect())
