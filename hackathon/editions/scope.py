"""No query leaves its edition: every ORM statement over a tenant's tables gets the edition's condition, or fails.

Judging happens in rounds: what belongs to one gets the round's condition, too. Without another one being named, it is
the round that the edition is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    ColumnElement,
    Executable,
    ForeignKey,
    Integer,
    bindparam,
    column,
    event,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria

_EVERY = -1
_NONE = 0
Statement = TypeVar("Statement", bound=Executable)
Place = tuple[int, int | None]
_prepared: WeakKeyDictionary[Executable, dict[Place, Executable]] = WeakKeyDictionary()
_scope: ContextVar[Place] = ContextVar("edition_scope", default=(_NONE, None))


class ScopeMissing(RuntimeError):
    """A query over an edition's tables ran outside of any edition: a programming error."""


class EditionScoped:
    """Belong to one edition. References to other tenant tables go through `within_edition`."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))


def _present_round(context: Any) -> int:
    """Put a new row into the round entered, or into the one that its edition is in."""
    edition_id = context.get_current_parameters()["edition_id"]
    return round_of(edition_id) or context.connection.execute(_ROUND_OF, {"edition": edition_id}).scalar_one()


class RoundScoped(EditionScoped):
    """Belong to one round of an edition's judging."""

    round_number: Mapped[int] = mapped_column(default=_present_round)


_EDITIONS = table("edition", column("id", Integer), column("round_number", Integer))
_ROUND_OF = select(_EDITIONS.c.round_number).where(_EDITIONS.c.id == bindparam("edition"))


def _present(edition: Any) -> Any:
    found = select(_EDITIONS.c.round_number).where(_EDITIONS.c.id == edition)
    return found.correlate_except(_EDITIONS).scalar_subquery()


def round_asked(edition: Any) -> ColumnElement[int]:
    """Name the round for a statement that goes round the session: its parameter `round`, or the one of the edition."""
    return func.coalesce(bindparam("round", type_=Integer), _present(edition))


def present_round(edition: Any) -> Any:
    """Name the round entered, or in SQL the one that an edition is in."""
    _, number = _scope.get()
    return number or _present(edition)


def enter(edition_id: int, round_number: int | None = None) -> None:
    """Limit what follows in this request to one edition, and to one round of its judging."""
    _scope.set((edition_id, round_number))


def leave() -> None:
    """Forget the edition at the end of a request."""
    _scope.set((_NONE, None))


def named_round() -> int | None:
    """Return the number of the round that was entered, None where none was named."""
    return _scope.get()[1]


def round_of(edition_id: int) -> int | None:
    """Return the number of the round that was entered in an edition, None where none was named."""
    entered, number = _scope.get()
    return number if entered == edition_id else None


@contextmanager
def of(edition_id: int, round_number: int | None = None) -> Iterator[None]:
    """Limit a block to one edition, for commands and workers; without a number, to the round that it is in."""
    token = _scope.set((edition_id, round_number))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def every_round(*, because: str) -> Iterator[None]:
    """Read across the rounds of the edition entered on purpose; the reason is written at the call."""
    if not because:
        raise ValueError("say why")
    token = _scope.set((_scope.get()[0], _EVERY))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def every_edition(*, because: str) -> Iterator[None]:
    """Read across editions on purpose; the reason is written at the call."""
    if not because:
        raise ValueError("say why")
    token = _scope.set((_EVERY, None))
    try:
        yield
    finally:
        _scope.reset(token)


@lru_cache(maxsize=256)
def _criteria(edition_id: int, round_number: int | None) -> tuple[Any, ...]:
    options = {"include_aliases": True, "propagate_to_loaders": False}
    entered = literal(round_number) if round_number else _present(edition_id)
    of_edition = with_loader_criteria(EditionScoped, lambda model: model.edition_id == edition_id, **options)
    if round_number == _EVERY:
        return (of_edition,)
    return of_edition, with_loader_criteria(RoundScoped, lambda model: model.round_number == entered, **options)


def prepared(statement: Statement) -> Statement:
    """Keep a statement that is built once, and what it becomes in each edition: asking again then costs little.

    Its values are `bindparam`s.
    """
    _prepared[statement] = {}
    return statement


def _limited(statement: Any, place: Place) -> Any:
    kept = _prepared.get(statement)
    if kept is None:
        return statement.options(*_criteria(*place))
    if place not in kept:
        kept[place] = statement.options(*_criteria(*place))
    return kept[place]


@event.listens_for(Session, "do_orm_execute")
def _limit(state: ORMExecuteState) -> None:
    place = _scope.get()
    if place[0] == _EVERY or state.is_column_load:
        return
    if place[0] == _NONE and any(issubclass(mapper.class_, EditionScoped) for mapper in state.all_mappers):
        raise ScopeMissing("enter an edition first, or read inside every_edition(because=...)")
    state.statement = _limited(state.statement, place)


@event.listens_for(Session, "before_flush")
def _check_new_rows(session: Session, context: Any, instances: Any) -> None:
    edition_id, _ = _scope.get()
    if edition_id == _EVERY:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, EditionScoped) and row.edition_id not in (None, edition_id):
            raise ScopeMissing(f"{type(row).__name__} belongs to another edition than the one entered")
