"""A throw-away PostgreSQL with the settings of an installation: what was committed is on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server while the block runs, and give the address of its database."""
    from tests.support.postgres import PostgresServer

    server = PostgresServer({"max_connections": "50", "listen_addresses": "", "log_min_messages": "fatal"})
    try:
        yield server.url()
    finally:
        server.stop()
