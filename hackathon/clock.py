"""The only reader of the time of day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import g, has_request_context

_frozen: datetime | None = None


def now() -> datetime:
    """Return the present moment in UTC."""
    return _frozen if _frozen is not None else datetime.now(UTC)


def received_at() -> datetime:
    """Return the moment at which the server began to receive this request: the one that deadlines look at."""
    return g.received_at if has_request_context() and "received_at" in g else now()


@contextmanager
def freeze(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment, for tests."""
    global _frozen
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before


def ticks() -> float:
    """Return seconds that only grow, for measuring how long ago something was."""
    return time.monotonic()
