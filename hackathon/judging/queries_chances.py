"""Each project's chances of winning, estimated anew only when a card that counts has changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging import queries, queries_next
from hackathon.judging.models import Scorecard
from hackathon.rules import adaptive, scoring
from hackathon.rules.adaptive import Chance

KEPT = 8
_estimated: dict[int, tuple[Any, Mapping[int, Chance]]] = {}
_one_at_a_time = threading.Lock()


def chances_of(edition: Edition) -> Mapping[int, Chance]:
    """Return the chances of the projects that have a finished card; whoever asks meanwhile waits for the answer."""
    with _one_at_a_time:
        stamp = _stamp(edition)
        known = _estimated.get(edition.id)
        if known is None or known[0] != stamp:
            known = _estimated[edition.id] = stamp, _estimate(edition)
            for old in list(_estimated)[:-KEPT]:
                del _estimated[old]
        return known[1]


def needed_for_next(edition: Edition) -> Mapping[int, Chance]:
    """Return the chances if they decide who is next: not while projects still wait for their first reviews."""
    first = edition.reviews_per_project - 1
    if all(len(judges) >= first for judges in queries_next.seats().values()):
        return chances_of(edition)
    return {}


def get_ready() -> None:
    """Begin to load what estimates, which takes longer than dealing, while a judge reads."""
    threading.Thread(target=adaptive.load, name="load-calibration", daemon=True).start()


def _stamp(edition: Edition) -> Any:
    """Return what the chances rest on, without the marks: every change of a card raises its version."""
    cards = select(Scorecard.project_id, Scorecard.judge_id, Scorecard.version, Scorecard.saved_at)
    found = frozenset(tuple(row) for row in db.session.execute(queries.that_count(cards)))
    weights = tuple((each.key, each.weight) for each in edition.criteria)
    return found, weights, edition.scale_min, edition.scale_max, edition.prize_places


def _estimate(edition: Edition) -> Mapping[int, Chance]:
    rubric = scoring.Rubric(tuple(scoring.Criterion(each.key, each.weight) for each in edition.criteria))
    scale = scoring.Scale(edition.scale_min, edition.scale_max)
    return adaptive.chances(queries.finished_cards(), rubric, scale, edition.prize_places)
