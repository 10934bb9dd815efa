"""What SQLite and PostgreSQL say in words of their own. Only the one in use is loaded: a worker saves 2 MB."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlalchemy import Engine, Index, MetaData, literal_column

_CONDITION = "condition"


def unique_where(name: str, *columns: str, condition: str) -> Index:
    """Let at most one row have these values among those that meet the condition."""
    return Index(name, *columns, unique=True, info={_CONDITION: literal_column(condition)})


def take_conditions(metadata: MetaData, engine: Engine) -> None:
    """Tell the conditions of `unique_where` to the database in use."""
    for table in metadata.tables.values():
        for index in table.indexes:
            if _CONDITION in index.info:
                index.dialect_options[engine.dialect.name]["where"] = index.info[_CONDITION]


def insert_into(table: Any, database: str) -> Any:
    """Begin an INSERT that can have ON CONFLICT."""
    return import_module(f"sqlalchemy.dialects.{database}").insert(table)
