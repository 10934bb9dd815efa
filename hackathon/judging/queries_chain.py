"""What is read of the chain of marks: what cards say now, what their last entries say, and all entries for a proof."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from hackathon.db import db
from hackathon.editions.models import Criterion
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Mark, MarkChain, MarkEntry, Scorecard
from hackathon.judging.queries import own_card
from hackathon.rules import chain as rules

State = dict[str, Any]


def _of(query: Select, edition_id: int, projects: Collection[int] | None) -> Select:
    query = query.where(Scorecard.edition_id == edition_id)
    return query if projects is None else query.where(Scorecard.project_id.in_(tuple(projects)))


def any_card(edition_id: int, projects: Collection[int] | None) -> bool:
    """Tell whether anybody has begun to score one of these projects."""
    return db.session.scalar(_of(select(Scorecard.id), edition_id, projects).limit(1)) is not None


def present_states(edition_id: int, projects: Collection[int] | None = None) -> list[tuple[int, int, int, State]]:
    """Return every card's id, project, judge and state; a project that was taken away decides the state."""
    given: dict[int, dict[str, int]] = defaultdict(dict)
    marks = select(Mark.scorecard_id, Criterion.key, Mark.value).join(Criterion, Criterion.id == Mark.criterion_id)
    for row in db.session.execute(_of(marks.join(Scorecard, Scorecard.id == Mark.scorecard_id), edition_id, projects)):
        given[row.scorecard_id][row.key] = row.value
    columns = (Scorecard.id, Scorecard.project_id, Scorecard.judge_id, Scorecard.status)
    query = select(*columns, JudgeAssignment.status.label("assignment")).outerjoin(JudgeAssignment, own_card())
    rows = db.session.execute(_of(query, edition_id, projects).order_by(Scorecard.saved_at, Scorecard.id))
    return [(row.id, row.project_id, row.judge_id, {"marks": given[row.id], "status": _status(row)}) for row in rows]


def _status(row: Row) -> str:
    assigned = row.assignment in (None, AssignmentStatus.ASSIGNED)
    return str(row.status if assigned else row.assignment)


def last_states(edition_id: int, projects: Collection[int] | None = None) -> dict[int, State]:
    """Return the marks and the status in the last entry of every card."""
    return {card_id: state_of(content) for card_id, content in last_contents(edition_id, projects).items()}


def last_contents(edition_id: int, projects: Collection[int] | None = None) -> dict[int, str]:
    """Return what the last entry of every card says."""
    newest = select(MarkEntry.scorecard_id, func.max(MarkEntry.number).label("number"))
    newest = newest.where(MarkEntry.edition_id == edition_id).group_by(MarkEntry.scorecard_id).subquery()
    same = and_(MarkEntry.scorecard_id == newest.c.scorecard_id, MarkEntry.number == newest.c.number)
    query = select(MarkEntry.scorecard_id, MarkEntry.content).join(newest, same).join(MarkEntry.chain)
    if projects is not None:
        query = query.join(Scorecard, Scorecard.id == MarkEntry.scorecard_id)
        query = query.where(Scorecard.project_id.in_(tuple(projects)))
    rows = db.session.execute(query.where(MarkEntry.edition_id == edition_id))
    return {row.scorecard_id: row.content for row in rows}


def state_of(content: str) -> State:
    """Return the part of an entry that a card can be compared with."""
    said = json.loads(content)
    return {"marks": said["marks"], "status": said["status"]}


def chain() -> MarkChain | None:
    """Return the head of the chain; None before the first card."""
    return db.session.scalar(select(MarkChain).execution_options(populate_existing=True))


def entries(length: int | None = None) -> Sequence[Row]:
    """Return the entries in order, up to a length that was sealed."""
    columns = ("number", "previous", "seal", "digest", "salt", "content", "scorecard_id")
    query = select(*(getattr(MarkEntry, name) for name in columns)).join(MarkEntry.chain).order_by(MarkEntry.number)
    return db.session.execute(query if length is None else query.where(MarkEntry.number <= length)).all()


def pseudonyms(judges: Iterable[int]) -> dict[int, str]:
    """Call judges J1, J2 ... in an order that nobody outside can tell."""
    found = chain()
    if found is None:
        return {judge: f"J{number}" for number, judge in enumerate(sorted(set(judges)), 1)}
    tokens = {judge: rules.judge_token(found.secret, judge) for judge in judges}
    names = rules.judge_names(tokens.values())
    return {judge: names[token] for judge, token in tokens.items()}
