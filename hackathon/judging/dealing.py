"""Put dealt projects into rows; a project that loses its judge goes to another one at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime

from hackathon.db import db
from hackathon.editions import offices
from hackathon.editions.models import Edition
from hackathon.judging import chain, numbering, upserts
from hackathon.judging import queries_docket as queries
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Origin
from hackathon.rules import assignment
from hackathon.rules.adaptive import DealMode
from hackathon.rules.seating import Docket, Pair

# Whoever deals and whoever changes the jury wait for each other.
take_turn = offices.take_turn


def put(edition: Edition, pairs: Iterable[Pair], *, now: datetime, origin: Origin = Origin.DEALT) -> None:
    """Assign (judge, project) pairs, in an order that differs from judge to judge."""
    mixed = sorted(pairs)
    numbering.give_if_blind(edition, {project for _, project in mixed})
    random.Random(edition.id).shuffle(mixed)
    rows = [
        {
            "edition_id": edition.id,
            "project_id": project,
            "judge_id": judge,
            "origin": origin,
            "status": AssignmentStatus.ASSIGNED,
            "assigned_at": now,
        }
        for judge, project in mixed
    ]
    for start in range(0, len(rows), 1000):
        statement = upserts.into(JudgeAssignment).values(rows[start : start + 1000])
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=["project_id", "judge_id"],
            set_={"status": new.status, "origin": new.origin, "assigned_at": new.assigned_at},
        )
        db.session.execute(statement)
    # A card that was set aside is there again with its judge.
    chain.append_changes(edition.id, {project for _, project in mixed}, by=chain.BY_ORGANIZERS, now=now)


def replace(edition: Edition, projects: Iterable[int], *, now: datetime) -> list[Pair]:
    """Give each project one more judge, the least loaded without a conflict; say who got what.

    Where cards are dealt one by one, nobody gets what they did not ask for: the next judges who are ready do.
    """
    if edition.deal == DealMode.ADAPTIVE:
        return []
    judges = queries.judge_ids()
    tied = queries.ties(judges)
    existing = set(queries.assigned_pairs())
    hard, soft = tied.pairs(judges)
    dealt: list[Pair] = []
    for project in projects:
        if project not in tied.team_of:
            continue
        wanted = 1 + sum(other == project for _, other in existing)
        docket = Docket([project], judges, wanted, existing, hard, soft)
        new = assignment.deal(docket, seed=project).new
        existing.update(new)
        dealt.extend(new)
    put(edition, dealt, now=now)
    return dealt
