"""Insert many rows at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from hackathon.db import db


def add(model: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows of one table."""
    if rows:
        db.session.execute(insert(model), rows)


def added(model: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows of one table and return their ids in the same order."""
    if not rows:
        return []
    return list(db.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), rows))
