"""Rate limits that all workers share: counts live in the database, in short transactions of their own."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app, request
from limits import parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Connection, case, delete, select

from hackathon import clock
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.db import beside, db
from hackathon.dialects import insert_into
from hackathon.errors import TooManyAttempts

COUNTS = RateLimitCount.__table__


class DatabaseStorage(Storage):
    """Fixed windows counted in the table `rate_limit_count`."""

    STORAGE_SCHEME = ["database"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count an attempt and return how many there are in its window."""
        with beside() as connection:
            count = _count(connection, key, expiry, amount)
        if count == amount:
            _sweep()
        return count

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1].timestamp()

    def _read(self, key: str) -> tuple[int, datetime]:
        present = COUNTS.c.key == key, COUNTS.c.expires_at > clock.now()
        query = select(COUNTS.c.count, COUNTS.c.expires_at).where(*present)
        with db.engine.connect() as connection:
            row = connection.execute(query).first()
        return (row[0], row[1]) if row else (0, clock.now())

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with beside() as connection:
            return connection.execute(delete(COUNTS)).rowcount

    def clear(self, key: str) -> None:
        with beside() as connection:
            connection.execute(delete(COUNTS).where(COUNTS.c.key == key))


def _count(connection: Connection, key: str, expiry: float, amount: int) -> int:
    """Add to the window in one statement, or begin a new one: parallel requests cannot both be the last allowed."""
    now = clock.now()
    insert = insert_into(COUNTS, connection.dialect.name)
    fresh = {"count": amount, "expires_at": now + timedelta(seconds=expiry)}
    over = COUNTS.c.expires_at <= now
    changed = {
        "count": case((over, insert.excluded.count), else_=COUNTS.c.count + insert.excluded.count),
        "expires_at": case((over, insert.excluded.expires_at), else_=COUNTS.c.expires_at),
    }
    upsert = insert.values(key=key, **fresh).on_conflict_do_update(index_elements=[COUNTS.c.key], set_=changed)
    return connection.execute(upsert.returning(COUNTS.c.count)).scalar_one()


def _sweep() -> None:
    """Remove windows that are long over; rows that another process holds are left for the next time."""
    over = select(COUNTS.c.id).where(COUNTS.c.expires_at <= clock.now() - timedelta(hours=1)).limit(100)
    with beside() as connection:
        connection.execute(delete(COUNTS).where(COUNTS.c.id.in_(over.with_for_update(skip_locked=True))))


limiter = FixedWindowRateLimiter(DatabaseStorage())


def _switched_off() -> bool:
    return not current_app.extensions["settings"].rate_limits


def spend(limit: str, *who: str) -> None:
    """Count an attempt; raise `TooManyAttempts` when there are more than the limit allows: "10 per 15 minutes"."""
    if not _switched_off() and not limiter.hit(parse(limit), *map(_short, who)):
        raise TooManyAttempts()


def spend_together(counts: Sequence[tuple[str, ...]]) -> None:
    """Count an attempt in several limits in one transaction; whoever is over one of them uses up no other."""
    if _switched_off():
        return
    found, items = 0, [(parse(limit), who) for limit, *who in counts]
    with beside() as connection:
        for item, who in items:
            found = _count(connection, item.key_for(*map(_short, who)), item.get_expiry(), 1)
            if found > item.amount:
                break
    if found == 1:
        _sweep()
    if found > item.amount:
        raise TooManyAttempts()


def give_back(limit: str, *who: str) -> None:
    """Take an attempt back that turned out well: only failures use a limit up."""
    if not _switched_off():
        item = parse(limit)
        limiter.storage.incr(item.key_for(*map(_short, who)), item.get_expiry(), -1)


def _short(part: str) -> str:
    """Keep addresses of people out of the table, and long ones within its column."""
    return hashlib.sha256(part.encode("utf-8", "replace")).hexdigest()[:32]


def network() -> str:
    """Return where a request comes from: the IPv4 address, or the /64 that one subscriber of IPv6 has."""
    address = request.remote_addr or "127.0.0.1"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
