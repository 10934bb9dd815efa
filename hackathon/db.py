"""Engine settings, the session, column types, and the one place that commits."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from flask import has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, Table, TableClause, column, event, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError

from hackathon import sqlite
from hackathon.columns import Localized, LocalizedText, UtcDateTime
from hackathon.errors import ChangedMeanwhile, Refusal

__all__ = ["Localized", "LocalizedText", "UtcDateTime"]
__all__ += ["beside", "connection", "db", "locked", "refusing", "transactional"]

P = ParamSpec("P")
R = TypeVar("R")

RETRIED_STATES = ("40001", "40P01", "55P03")
ATTEMPTS = 4


class Base(DeclarativeBase):
    """The base of every model; constraint names are the same on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def _only_reads() -> bool:
    return has_request_context() and not _writing.get()


def prepare_engine(engine: Engine) -> None:
    """Let requests write inside actions only, and let actions take their turn instead of failing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", sqlite.prepare)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _begin_sqlite(connection: Connection) -> None:
    sqlite.begin(connection, writes=_writing.get(), only_reads=_only_reads())


def _begin_postgresql(connection: Connection) -> None:
    connection.connection.dbapi_connection.read_only = _only_reads()


def transactional(action: Callable[P, R]) -> Callable[P, R]:
    """Commit when the outermost action returns, roll back when it raises; nested actions join."""

    @functools.wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _writing.get():
            return action(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _run_once(action, *args, **kwargs)
            except DBAPIError as error:
                if attempt == ATTEMPTS or getattr(error.orig, "sqlstate", None) not in RETRIED_STATES:
                    raise
        raise AssertionError("unreachable")

    run.is_transactional = True  # type: ignore[attr-defined]
    return run


def _run_once(action: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    _end_first_look()
    token = _writing.set(True)
    try:
        result = action(*args, **kwargs)
        db.session.commit()
        return result
    except StaleDataError as error:
        db.session.rollback()
        raise ChangedMeanwhile() from error
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def _end_first_look() -> None:
    """Let go of what a door has read. It is not forgotten, but an action reads under its lock what it decides on."""
    session = db.session()
    if session.in_transaction():
        session.expire_on_commit = False
        session.commit()
        session.expire_on_commit = True


def connection() -> Connection:
    """Return the connection of the transaction, for statements that go round the session and name their edition."""
    session = db.session()
    transaction, found = session.info.get("connection", (None, None))
    if found is None or transaction is not session.get_transaction():
        found = session.connection()
        session.info["connection"] = session.get_transaction(), found
    return found


def end_transaction() -> None:
    """Let go of the database before slow work that needs none, such as hashing a password."""
    db.session.rollback()


@contextmanager
def beside() -> Iterator[Connection]:
    """Write in a short transaction of its own, which stays when the action fails."""
    # The request's own transaction may hold SQLite's only write lock.
    end_transaction()
    token = _writing.set(True)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        _writing.reset(token)


def locked(model: type[R], **key: Any) -> R | None:
    """Read a row afresh and hold it until the action ends (SQLite's writer holds the whole file already)."""
    query = select(model).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


@contextmanager
def refusing(**refusals: Refusal) -> Iterator[None]:
    """Flush, and turn the violation of a constraint, given by its name, into the refusal that a person can read."""
    try:
        yield
        db.session.flush()
    except IntegrityError as error:
        refusal = refusals.get(violated_constraint(error) or "")
        if refusal is None:
            raise
        raise refusal from error


def violated_constraint(error: IntegrityError) -> str | None:
    """Name the unique constraint or index that a statement broke, on either database."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name
    _, found, columns = str(error.orig).partition("UNIQUE constraint failed: ")
    if not found:
        return None
    wanted = set(columns.split(", "))
    for table in Base.metadata.tables.values():
        for name, names in _unique_sets(table):
            if names == wanted:
                return name
    return None


def _unique_sets(table: Table) -> Iterator[tuple[str, set[str]]]:
    for constraint in (*table.constraints, *(index for index in table.indexes if index.unique)):
        columns = getattr(constraint, "columns", ())
        if constraint.name and columns:
            yield str(constraint.name), {f"{table.name}.{column.name}" for column in columns}


def canonical_json(value: Any) -> str:
    """Write a value so that equal values give equal bytes: sorted keys, no blanks, UTF-8 letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def migration_revision() -> str | None:
    """Return the revision that the database is migrated to, None if it cannot be reached or has none."""
    try:
        with db.engine.connect() as connection:
            return connection.scalar(select(column("version_num")).select_from(TableClause("alembic_version")))
    except DBAPIError:
        return None
