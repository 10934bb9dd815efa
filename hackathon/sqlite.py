"""How the embedded database is opened, and how those who write take turns."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection

from hackathon import clock

PATIENCE = 15.0  # seconds that somebody waits for the turn
ASK_AGAIN = 0.001
PRAGMAS = (
    "cache_size=-500",  # kilobytes of each connection; the system keeps the file in memory for all of them
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE * 1000:.0f}",
)


def prepare(connection: sqlite3.Connection, record: Any) -> None:
    """Set a new connection up; transactions begin where we say."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    record.info["query_only"] = False


def begin(connection: Connection, *, writes: bool, only_reads: bool) -> None:
    """Begin a transaction: of an action that writes, of a request that cannot, or of a command that may do either."""
    raw = connection.connection.dbapi_connection
    if connection.info["query_only"] != only_reads:
        raw.execute(f"PRAGMA query_only={'ON' if only_reads else 'OFF'}")
        connection.info["query_only"] = only_reads
    if not writes:
        connection.exec_driver_sql("BEGIN")
    elif not _take_turn(raw):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_turn(raw: sqlite3.Connection) -> bool:
    """Ask for the turn at short, even intervals; say whether it came.

    SQLite's own waiting asks more and more rarely: under load, whoever has waited long waits longest.
    """
    give_up = clock.ticks() + PATIENCE
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while clock.ticks() < give_up:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return True
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    return False
            time.sleep(ASK_AGAIN)
        return False
    finally:
        raw.execute(f"PRAGMA {PRAGMAS[-1]}")


def rewrite(path: str) -> None:
    """Write the file anew, without what was deleted, and empty the journal beside it."""
    raw = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
    try:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
