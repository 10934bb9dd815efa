"""Count the statements that a page sends to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

HOUSEKEEPING = ("BEGIN", "PRAGMA", "SET ", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """Collect every statement but transaction control: `with count_statements() as statements: client.get(...)`."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(HOUSEKEEPING):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
