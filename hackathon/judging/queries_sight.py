"""A picture of who sees what: a row for each judge, a cell for each project, as a deal would make it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from hackathon.editions.models import Edition
from hackathon.judging import queries_docket as docket
from hackathon.judging.queries_map import MANY, NARROW, WIDE, Cell, Map, Row
from hackathon.judging.queries_watch import Board, board
from hackathon.rules import assignment
from hackathon.rules.seating import Pair

HAS, NEW = "scored", "draft"  # drawn like the states of the map of progress


@dataclass(frozen=True)
class Sight:
    """The picture, and how many pairs of judges share how many projects, as (projects, pairs)."""

    map: Map
    meetings: tuple[tuple[int, int], ...]


def sight(edition: Edition, reviews: int) -> Sight:
    """Lay out what is dealt and what the deal would add."""
    found = docket.docket(reviews)
    new = frozenset(assignment.deal(found, seed=edition.id).new) if edition.round.deal == "fixed" else frozenset()
    seen = board(reviews)
    return Sight(_map(seen, new), _meetings(seen, new))


def _judges_of(seen: Board, new: frozenset[Pair]) -> dict[int, dict[int, str]]:
    """Return, by project, who has it and who would get it."""
    found: dict[int, dict[int, str]] = {
        line.project_id: {review.judge_id: HAS for review in line.reviews} for line in seen.projects
    }
    for judge, project in new:
        found[project][judge] = NEW
    return found


def _map(seen: Board, new: frozenset[Pair]) -> Map:
    size = WIDE if len(seen.projects) <= MANY else NARROW
    cells: dict[int, list[Cell]] = defaultdict(list)
    judges = _judges_of(seen, new)
    for place, line in enumerate(seen.projects):
        for judge, state in judges[line.project_id].items():
            cells[judge].append(Cell(place * size, line.title, state))
    rows = tuple(Row(line.name, tuple(cells[line.judge_id])) for line in seen.judges)
    return Map(rows, max(size, len(seen.projects) * size), size)


def _meetings(seen: Board, new: frozenset[Pair]) -> tuple[tuple[int, int], ...]:
    met = Counter(
        pair for judges in _judges_of(seen, new).values() for pair in combinations(sorted(judges), 2)
    )
    everybody = [line.judge_id for line in seen.judges]
    spread = Counter(met[pair] for pair in combinations(sorted(everybody), 2))
    return tuple(sorted(spread.items()))
