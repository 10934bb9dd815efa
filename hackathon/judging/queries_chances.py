"""Each project's chances of winning, estimated anew only when a card that counts has changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging import queries, queries_next, queries_rounds
from hackathon.judging.models import Scorecard
from hackathon.rules import adaptive
from hackathon.rules.adaptive import Chance

KEPT = 8


@dataclass(frozen=True)
class Known:
    """What was estimated, from which cards, and when that was last looked at."""

    stamp: Any
    chances: Mapping[int, Chance]
    looked_at: float


# By the edition's id and the number of its round.
_known: dict[tuple[int, int], Known] = {}
_one_at_a_time = threading.Lock()


def chances_of(edition: Edition, *, ticks: float) -> Mapping[int, Chance]:
    """Return the chances of the projects that have a finished card, as of now; `ticks` are the clock's."""
    with _one_at_a_time:
        return _up_to_date(edition, ticks)


def for_next_card(edition: Edition, *, ticks: float) -> Mapping[int, Chance]:
    """Return what decides about the next card: chances of some seconds ago; nobody waits while firsts are missing."""
    known = _known.get(_key(edition))
    if known is not None and ticks - known.looked_at < adaptive.FRESH:
        return known.chances
    first = edition.round.reviews_per_project - 1
    if any(len(judges) < first for judges in queries_next.seats().values()):
        return {}
    return chances_of(edition, ticks=ticks)


def refresh(edition_id: int, *, ticks: float) -> None:
    """Estimate ahead of the next question, unless somebody is at it."""
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        edition = db.session.get(Edition, edition_id)
        if edition is not None:
            _up_to_date(edition, ticks)
    finally:
        _one_at_a_time.release()


def is_known(edition: Edition) -> bool:
    """Tell whether this process has estimated the round's chances before."""
    return _key(edition) in _known


def _key(edition: Edition) -> tuple[int, int]:
    return edition.id, edition.round.number


def forget() -> None:
    """Drop what was estimated, once nobody estimates any more."""
    with _one_at_a_time:
        _known.clear()


def _up_to_date(edition: Edition, ticks: float) -> Mapping[int, Chance]:
    stamp, known = _stamp(edition), _known.pop(_key(edition), None)
    same = known is not None and known.stamp == stamp
    chances = known.chances if same else _estimate(edition)
    _known[_key(edition)] = Known(stamp, chances, ticks)
    for old in list(_known)[:-KEPT]:
        del _known[old]
    return chances


def _stamp(edition: Edition) -> Any:
    """Return what the chances rest on, without the marks: every change of a card raises its version."""
    cards = select(Scorecard.project_id, Scorecard.judge_id, Scorecard.version, Scorecard.saved_at)
    found = frozenset(tuple(row) for row in db.session.execute(queries.that_count(cards)))
    weights = tuple((each.key, each.weight) for each in edition.round.criteria)
    return found, weights, edition.round.levels, edition.round.prize_places


def _estimate(edition: Edition) -> Mapping[int, Chance]:
    judged = edition.round
    carried = queries_rounds.carried(edition)
    return adaptive.chances(queries.finished_cards(), judged.rubric, judged.scale, judged.prize_places, carried)
