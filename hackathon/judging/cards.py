"""Write a scorecard in few statements: one for the card, one for all its marks.

Every save runs them, so they are built once; each names its rows by keys that the place of a judge gave.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from hackathon.db import connection, db
from hackathon.errors import NotFound, ScorecardChangedMeanwhile
from hackathon.judging import queries_judge as queries
from hackathon.judging import upserts
from hackathon.judging.models import Mark, Scorecard, ScorecardStatus
from hackathon.judging.sheets import Saved, Seat, Sheet
from hackathon.rules import judging as rules


def write(seat: Seat, sheet: Sheet, found: Any, *, now: datetime, finish: bool = False) -> Saved:
    """Store a sheet as the next version of its card.

    A sheet that was made from an older version is refused, unless it is the one that is stored already: a phone
    that never saw the answer sends the same again.
    """
    if sheet.version != (found.version or 0):
        return _stored_already(seat, sheet, finish=finish)
    values = _values(sheet, now, finish)
    card_id = _update(found.card_id, sheet, values) if found.card_id else _insert(seat, values)
    if card_id is None:
        return _stored_already(seat, sheet, finish=finish)
    if sheet.marks:
        _put_marks(seat.edition_id, card_id, sheet)
    return Saved(card_id, sheet.version + 1)


def _values(sheet: Sheet, now: datetime, finish: bool) -> dict[str, Any]:
    finished = {"status": ScorecardStatus.FINISHED, "finished_at": now} if finish else {}
    comments = {"comment_to_team": sheet.comment_to_team, "comment_to_jury": sheet.comment_to_jury}
    return {**comments, "saved_at": now, "version": sheet.version + 1, **finished}


def _insert(seat: Seat, values: dict[str, Any]) -> int | None:
    row = {"edition_id": seat.edition_id, "project_id": seat.project_id, "judge_id": seat.judge_id}
    given = {**row, "status": ScorecardStatus.DRAFT, **values}
    return connection().execute(_first_version(upserts.dialect(), tuple(given)), given).scalar()


@cache
def _first_version(dialect: str, names: tuple[str, ...]) -> Any:
    """Add a card unless its judge has one."""
    statement = upserts.into(Scorecard, dialect).values({name: bindparam(name) for name in names})
    statement = statement.on_conflict_do_nothing(index_elements=["round_number", "project_id", "judge_id"])
    return statement.returning(Scorecard.id)


def _update(card_id: int, sheet: Sheet, values: dict[str, Any]) -> int | None:
    keys = {"of_card": card_id, "of_version": sheet.version}
    given = {f"new_{name}": value for name, value in values.items()}
    changed = connection().execute(_next_version(tuple(values)), {**keys, **given}).rowcount
    return card_id if changed else None


@cache
def _next_version(names: tuple[str, ...]) -> Update:
    """Replace a card's columns if nobody has replaced its version before."""
    same = (Scorecard.id == bindparam("of_card"), Scorecard.version == bindparam("of_version"))
    return update(Scorecard).where(*same).values({name: bindparam(f"new_{name}") for name in names})


def _put_marks(edition_id: int, card_id: int, sheet: Sheet) -> None:
    rows = [
        {"edition_id": edition_id, "scorecard_id": card_id, "criterion_id": criterion, "value": value}
        for criterion, value in sorted(sheet.marks.items())
    ]
    try:
        connection().execute(_marks(upserts.dialect()), rows)
    except IntegrityError as error:
        raise NotFound() from error  # no such criterion in this edition


@cache
def _marks(dialect: str) -> Any:
    statement = upserts.into(Mark, dialect)
    return statement.on_conflict_do_update(
        index_elements=["scorecard_id", "criterion_id"], set_={"value": statement.excluded.value}
    )


def _stored_already(seat: Seat, sheet: Sheet, *, finish: bool) -> Saved:
    card = queries.card_of(seat)
    if card is None or not is_same(card, sheet) or (finish and card.status != ScorecardStatus.FINISHED):
        raise ScorecardChangedMeanwhile()
    return Saved(card.id, card.version, is_new=False)


def is_same(card: Scorecard, sheet: Sheet) -> bool:
    """Tell whether a sheet says what the stored card says."""
    comments = (card.comment_to_team, card.comment_to_jury) == (sheet.comment_to_team, sheet.comment_to_jury)
    return comments and {mark.criterion_id: mark.value for mark in card.marks} == dict(sheet.marks)


def require_all_marked(card_id: int, criteria: Collection[int]) -> None:
    """Refuse to finish a card while criteria have no mark."""
    marked = db.session.scalars(select(Mark.criterion_id).where(Mark.scorecard_id == card_id)).all()
    rules.require_all_marked(marked, criteria)
