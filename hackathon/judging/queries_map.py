"""Progress as a map: a row for each judge, a cell for each project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hackathon.judging.queries_watch import Board

STATES = ("scored", "draft", "waiting")
WIDE, NARROW, MANY = 14, 8, 60


@dataclass(frozen=True)
class Cell:
    """One project of a judge: where it stands in the row, and how far it is."""

    x: int
    title: str
    state: str


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[Cell, ...]

    def titles(self, state: str) -> list[str]:
        """Return the projects that are so far."""
        return [cell.title for cell in self.cells if cell.state == state]


@dataclass(frozen=True)
class Map:
    """The rows, the first one for all judges together; sizes are in pixels."""

    rows: tuple[Row, ...]
    width: int
    cell: int


def map_of(board: Board) -> Map:
    """Lay out who has done what. In the row of all, a project with enough finished reviews is scored."""
    cell = WIDE if len(board.projects) <= MANY else NARROW
    place = {line.project_id: number * cell for number, line in enumerate(board.projects)}
    titles = {line.project_id: line.title for line in board.projects}
    cells: dict[int, list[Cell]] = defaultdict(list)
    for review in (review for line in board.projects for review in line.reviews):
        cells[review.judge_id].append(Cell(place[review.project_id], titles[review.project_id], review.state))
    together = (
        Cell(place[line.project_id], line.title, _together(line.finished, board.wanted)) for line in board.projects
    )
    judges = (Row(line.name, tuple(cells[line.judge_id])) for line in board.judges)
    return Map(tuple(_rows(together, judges)), max(cell, len(place) * cell), cell)


def _rows(together: Iterable[Cell], judges: Iterable[Row]) -> Iterable[Row]:
    yield Row("", tuple(together))
    yield from judges


def _together(finished: int, wanted: int) -> str:
    return "scored" if finished >= wanted else "draft" if finished else "waiting"
