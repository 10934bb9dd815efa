"""What is read of nominations and awards: the organizers' rows, and what was published."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select

from hackathon.db import canonical_json, db
from hackathon.editions import scope
from hackathon.errors import NotFound
from hackathon.results import queries
from hackathon.results.models import PublishedResults
from hackathon.results.models_nominations import Award, Nomination


def nominations() -> list[Nomination]:
    """Return the nominations of the round entered, in their order."""
    return list(db.session.scalars(select(Nomination).order_by(Nomination.position, Nomination.id)))


def nomination(nomination_id: int) -> Nomination:
    """Return one, or raise `NotFound`."""
    found = db.session.scalar(select(Nomination).filter_by(id=nomination_id))
    if found is None:
        raise NotFound()
    return found


def count_of_nominations() -> int:
    """Return how many nominations the round entered has."""
    return db.session.scalar(select(func.count(Nomination.id))) or 0


def awards() -> list[Award]:
    """Return the awards of the round entered, in their order."""
    return list(db.session.scalars(select(Award).order_by(Award.position, Award.id)))


def digest_of(awards: Iterable[Award]) -> str:
    """Return what tells one list of awards from another: a second tab must not overwrite a newer one."""
    rows = [[each.project_id, each.name, each.prize, each.nomination_key, each.reason] for each in awards]
    return hashlib.sha256(canonical_json(rows).encode()).hexdigest()


def published_awards() -> Mapping[int, list[dict[str, Any]]]:
    """Return, by project, the awards of the results in force; those of the last round are the edition's."""
    with scope.every_round(because="awards are given in the last round and shown everywhere"):
        query = select(PublishedResults.awards).where(queries.in_force(), PublishedResults.awards.is_not(None))
        rows = db.session.scalar(query.order_by(PublishedResults.round_number.desc()).limit(1))
    found = defaultdict(list)
    for each in rows or ():
        found[each["project_id"]].append(each)
    return found
