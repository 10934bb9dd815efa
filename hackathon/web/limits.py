"""Rate limits that all workers share: counts live in the database, in short transactions of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from hackathon import clock
from hackathon.accounts.models import RateLimitCount
from hackathon.db import db


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
        for _ in range(5):
            try:
                return self._count(key, expiry, amount)
            except IntegrityError:
                continue
        return amount

    def _count(self, key: str, expiry: float, amount: int) -> int:
        now = clock.now()
        with db.engine.begin() as connection:
            table = RateLimitCount.__table__
            connection.execute(delete(table).where(table.c.expires_at <= now))
            found = connection.execute(
                table.update().where(table.c.key == key).values(count=table.c.count + amount).returning(table.c.count)
            ).scalar()
            if found is None:
                expires_at = now + timedelta(seconds=expiry)
                connection.execute(table.insert().values(key=key, count=amount, expires_at=expires_at))
                return amount
            return found

    def get(self, key: str) -> int:
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        return self._read(key)[1].timestamp()

    def _read(self, key: str) -> tuple[int, datetime]:
        table = RateLimitCount.__table__
        query = select(table.c.count, table.c.expires_at).where(table.c.key == key, table.c.expires_at > clock.now())
        with db.engine.connect() as connection:
            row = connection.execute(query).first()
        return (row[0], row[1]) if row else (0, clock.now())

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        with db.engine.begin() as connection:
            return connection.execute(delete(RateLimitCount.__table__)).rowcount

    def clear(self, key: str) -> None:
        table = RateLimitCount.__table__
        with db.engine.begin() as connection:
            connection.execute(delete(table).where(table.c.key == key))


limiter = Limiter(key_func=get_remote_address, storage_uri="database://", strategy="fixed-window")


def init_app(app: Flask) -> None:
    """Enforce the limits that views declare."""
    limiter.init_app(app)
