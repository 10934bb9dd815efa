"""Take what was deleted out of the database's file, too: SQLite leaves it there until the room is needed."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from hackathon import sqlite
from hackathon.db import db, end_transaction

log = logging.getLogger(__name__)


def remove(names: Iterable[str], folder: Path) -> None:
    """Remove files whose rows are gone."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def forget_deleted() -> None:
    """Rewrite SQLite's file without what was deleted. PostgreSQL's autovacuum does so by itself."""
    if db.engine.dialect.name != "sqlite" or not db.engine.url.database:
        return
    end_transaction()
    try:
        sqlite.rewrite(db.engine.url.database)
    except sqlite3.OperationalError:
        log.warning("the database is in use: what was deleted stays in its file until the next cleaning")
