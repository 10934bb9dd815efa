"""Append every version of a scorecard to its round's chain, in the transaction of what changed it.

The head of the chain is held until the transaction ends, so two saves at once form one chain. Like cards, entries are
written by statements that are built once.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Select, bindparam, func, insert, select, update

from hackathon.db import connection, db
from hackathon.editions import scope
from hackathon.editions.models import Criterion
from hackathon.errors import MarksOfAnotherRound
from hackathon.judging import queries_chain as queries
from hackathon.judging import upserts
from hackathon.judging.models import MarkChain, MarkEntry, ScorecardStatus
from hackathon.judging.sheets import Saved, Seat, Sheet
from hackathon.rules import chain as rules

BY_JUDGE, BY_ORGANIZERS, FROM_PAPER = "judge", "organizers", "paper"
_AS_OBJECT = {"sqlite": "json_group_object", "postgresql": "json_object_agg"}


@dataclass(frozen=True)
class Version:
    """What a card says now."""

    card_id: int
    project_id: int
    judge_id: int
    state: Mapping[str, Any]


def append_saved(
    seat: Seat, sheet: Sheet, saved: Saved, *, now: datetime, finish: bool, by: str = BY_JUDGE
) -> None:
    """Append what a judge saved or gave on paper, unless neither marks nor status changed."""
    held = hold(seat.edition_id, saved.card_id)
    if held.last is None and saved.version != 1:
        append_changes(seat.edition_id, [seat.project_id], by=by, now=now)
        return
    if not {str(criterion) for criterion in sheet.marks} <= set(held.keys or ()):
        raise MarksOfAnotherRound()
    before = json.loads(held.last) if held.last else {"marks": {}, "status": None}
    marks = before["marks"] | {held.keys[str(criterion)]: mark for criterion, mark in sheet.marks.items()}
    stays = before["status"] == ScorecardStatus.FINISHED
    status = ScorecardStatus.FINISHED if finish or stays else ScorecardStatus.DRAFT
    if (marks, status) != (before["marks"], before["status"]):
        version = Version(saved.card_id, seat.project_id, seat.judge_id, {"marks": marks, "status": str(status)})
        _write(held, seat.edition_id, [version], {"at": moment_text(now), "by": by})


def append_changes(edition_id: int, projects: Collection[int], *, by: str, now: datetime) -> int:
    """Append every card of these projects that is not as its last entry says: it stopped or began to count."""
    if not queries.any_card(edition_id, projects):
        return 0
    db.session.flush()
    held = hold(edition_id)
    last = queries.last_states(edition_id, projects)
    versions = [
        Version(card_id, project_id, judge_id, state)
        for card_id, project_id, judge_id, state in queries.present_states(edition_id, projects)
        if last.get(card_id) != state
    ]
    _write(held, edition_id, versions, {"at": moment_text(now), "by": by})
    return len(versions)


def moment_text(moment: datetime) -> str:
    """Write a moment as entries do: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hold(edition_id: int, card_id: int | None = None) -> Any:
    """Hold the head of a round's chain, which begins with the first card, and read a card's last entry."""
    values = {"edition": edition_id, "round": scope.round_of(edition_id), "card": card_id}
    link = connection()
    found = link.execute(_head(link.dialect.name), values).first()
    if found is None:
        secret = secrets.token_hex(rules.SECRET_BYTES)
        begun = {"edition_id": edition_id, "length": 0, "head": rules.START, "secret": secret}
        link.execute(_first(link.dialect.name), begun)
        found = link.execute(_head(link.dialect.name), values).one()
    return found


@cache
def _head(dialect: str) -> Select:
    edition = bindparam("edition")
    keys = getattr(func, _AS_OBJECT[dialect])(Criterion.id, Criterion.key, type_=JSON)
    same = (Criterion.edition_id == MarkChain.edition_id, Criterion.round_number == MarkChain.round_number)
    last = select(MarkEntry.content).where(
        MarkEntry.chain_id == MarkChain.id, MarkEntry.scorecard_id == bindparam("card")
    )
    return (
        select(
            MarkChain.id, MarkChain.length, MarkChain.head, MarkChain.secret,
            select(keys).where(*same).scalar_subquery().label("keys"),
            last.order_by(MarkEntry.number.desc()).limit(1).scalar_subquery().label("last"),
        )
        .where(MarkChain.edition_id == edition, MarkChain.round_number == scope.round_asked(edition))
        .with_for_update(of=MarkChain)
    )  # fmt: skip


@cache
def _first(dialect: str) -> Any:
    names = ("edition_id", "length", "head", "secret")
    statement = upserts.into(MarkChain, dialect).values({name: bindparam(name) for name in names})
    return statement.on_conflict_do_nothing(index_elements=["edition_id", "round_number"])


_ENTRIES = insert(MarkEntry)
_NEW_HEAD = (
    update(MarkChain)
    .where(MarkChain.id == bindparam("of_chain"))
    .values(length=bindparam("new_length"), head=bindparam("new_head"))
)


def _write(held: Any, edition_id: int, versions: Collection[Version], who: Mapping[str, str]) -> None:
    """Link versions to the head that is held, in order."""
    rows, number, previous = [], held.length, held.head
    for version in versions:
        number, salt = number + 1, secrets.token_hex(rules.SALT_BYTES)
        judge = {"judge": rules.judge_token(held.secret, version.judge_id), "project": version.project_id}
        content = rules.content({**who, **judge}, version.state)
        entry = rules.following(number, previous, salt, content)
        row = {"edition_id": edition_id, "chain_id": held.id, "scorecard_id": version.card_id, "salt": salt}
        rows.append({**row, "content": content, **vars(entry)})
        previous = entry.digest
    if rows:
        link = connection()
        link.execute(_ENTRIES, rows)
        link.execute(_NEW_HEAD, {"of_chain": held.id, "new_length": number, "new_head": previous})
