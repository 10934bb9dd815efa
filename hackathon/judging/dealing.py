"""Put dealt projects into rows; a project that loses its judge goes to another one at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from hackathon.db import connection, db
from hackathon.editions import offices
from hackathon.editions.models import Edition
from hackathon.judging import chain, numbering, upserts
from hackathon.judging import queries_docket as queries
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Origin
from hackathon.rules import refilling
from hackathon.rules.adaptive import DealMode
from hackathon.rules.seating import Pair

# Whoever deals and whoever changes the jury wait for each other.
take_turn = offices.take_turn


def put(edition: Edition, pairs: Iterable[Pair], *, now: datetime, origin: Origin = Origin.DEALT) -> None:
    """Assign (judge, project) pairs, in an order that differs from judge to judge."""
    mixed = sorted(pairs)
    numbering.give_if_blind(edition, {project for _, project in mixed})
    random.Random(edition.id).shuffle(mixed)
    within = {"edition_id": edition.id, "round_number": edition.round.number}
    status = {"origin": origin, "status": AssignmentStatus.ASSIGNED, "assigned_at": now}
    rows = [{**within, "project_id": project, "judge_id": judge, **status} for judge, project in mixed]
    if rows:
        db.session.flush()
        connection().execute(_seats(upserts.dialect()), rows)
    # A card that was set aside is there again with its judge.
    if back := queries.with_cards(mixed):
        chain.append_changes(edition.id, back, by=chain.BY_ORGANIZERS, now=now)


@cache
def _seats(dialect: str) -> Any:
    """Add assignments; one that was taken away is there again."""
    statement = upserts.into(JudgeAssignment, dialect)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["round_number", "project_id", "judge_id"],
        set_={"status": new.status, "origin": new.origin, "assigned_at": new.assigned_at},
    )


def replace(edition: Edition, projects: Iterable[int], *, now: datetime) -> list[Pair]:
    """Give each project one more judge, the least loaded who keeps all marks comparable; say who got what.

    Where cards are dealt one by one, nobody gets what they did not ask for: the next judges who are ready do.
    """
    if edition.round.deal == DealMode.ADAPTIVE:
        return []
    docket = queries.docket(edition.round.reviews_per_project)
    running = set(docket.projects)
    dealt = list(refilling.refill(docket, [each for each in projects if each in running], seed=edition.id))
    put(edition, dealt, now=now)
    return dealt
