"""No query leaves its edition: every ORM statement over a tenant's tables gets the edition's condition, or fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Executable, ForeignKey, ForeignKeyConstraint, Index, Table, UniqueConstraint, event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria

_EVERY = -1
_NONE = 0
Statement = TypeVar("Statement", bound=Executable)
_prepared: WeakKeyDictionary[Executable, dict[int, Executable]] = WeakKeyDictionary()
_scope: ContextVar[int] = ContextVar("edition_scope", default=_NONE)


class ScopeMissing(RuntimeError):
    """A query over an edition's tables ran outside of any edition: a programming error."""


class EditionScoped:
    """Belong to one edition. References to other tenant tables go through `within_edition`."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))


def within_edition(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """Refer to a row of the same edition: the database itself refuses a reference across editions.

    Every query asks for the edition, too, so both are indexed together: by the edition alone, SQLite would walk
    through all of its rows for each one that it looks up.
    """
    reference = ForeignKeyConstraint(["edition_id", column], [f"{table}.edition_id", f"{table}.id"], **options)

    @event.listens_for(reference, "after_parent_attach")
    def index(constraint: ForeignKeyConstraint, parent: Table) -> None:
        Index(None, parent.c.edition_id, parent.c[column])

    return reference


def referable() -> UniqueConstraint:
    """Let other tables refer to this one through `within_edition`."""
    return UniqueConstraint("edition_id", "id")


def enter(edition_id: int) -> None:
    """Limit what follows in this request to one edition."""
    _scope.set(edition_id)


def leave() -> None:
    """Forget the edition at the end of a request."""
    _scope.set(_NONE)


@contextmanager
def of(edition_id: int) -> Iterator[None]:
    """Limit a block to one edition, for commands and workers."""
    token = _scope.set(edition_id)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def every_edition(*, because: str) -> Iterator[None]:
    """Read across editions on purpose; the reason is written at the call."""
    if not because:
        raise ValueError("say why")
    token = _scope.set(_EVERY)
    try:
        yield
    finally:
        _scope.reset(token)


@lru_cache(maxsize=256)
def _criteria(edition_id: int) -> Any:
    return with_loader_criteria(
        EditionScoped, lambda model: model.edition_id == edition_id, include_aliases=True, propagate_to_loaders=False
    )


def prepared(statement: Statement) -> Statement:
    """Keep a statement that is built once, and what it becomes in each edition: asking again then costs little.

    Its values are `bindparam`s.
    """
    _prepared[statement] = {}
    return statement


def _limited(statement: Any, edition_id: int) -> Any:
    kept = _prepared.get(statement)
    if kept is None:
        return statement.options(_criteria(edition_id))
    if edition_id not in kept:
        kept[edition_id] = statement.options(_criteria(edition_id))
    return kept[edition_id]


@event.listens_for(Session, "do_orm_execute")
def _limit(state: ORMExecuteState) -> None:
    edition_id = _scope.get()
    if edition_id == _EVERY or state.is_column_load:
        return
    if edition_id == _NONE and any(issubclass(mapper.class_, EditionScoped) for mapper in state.all_mappers):
        raise ScopeMissing("enter an edition first, or read inside every_edition(because=...)")
    state.statement = _limited(state.statement, edition_id)


@event.listens_for(Session, "before_flush")
def _check_new_rows(session: Session, context: Any, instances: Any) -> None:
    edition_id = _scope.get()
    if edition_id == _EVERY:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, EditionScoped) and row.edition_id not in (None, edition_id):
            raise ScopeMissing(f"{type(row).__name__} belongs to another edition than the one entered")
