"""Read an uploaded table: what it is, is told by its content; its name must agree."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from hackathon.errors import CellTooLong, TableEmpty, TableRefused, TableTooLarge
from hackathon.files.storage import plain_name
from hackathon.imports import reading_csv, reading_xlsx
from hackathon.rules.import_cells import cell as cell_name

LIMIT = 10 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LONGEST_HEADING = 5_000, 60, 6_000, 300
TEXTS, BOOKS = (".csv", ".txt", ".tsv"), (".xlsx",)
Cells = list[Any]


@dataclass
class Sheet:
    """Rows with their numbers, the headings apart. A cell is text, or {"bad": why} where it holds none."""

    name: str
    headings: list[str] = field(default_factory=list)
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """What a file holds, and how it was read."""

    file_name: str
    sheets: list[Sheet]
    encoding: str = ""
    separator: str = ""


def read(stream: BinaryIO, filename: str) -> Table:
    """Return the table, or refuse a file that is none, lies about its type, is empty or too large."""
    name = plain_name(filename)
    ending = Path(name).suffix.lower()
    if ending not in TEXTS + BOOKS:
        raise TableRefused(name=name, field="file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        _keep(stream, path)
        if ending in TEXTS:
            text = reading_csv.read(path.read_bytes(), name)
            sheets = [_sheet("", text.records)]
            return _sound(Table(name, sheets, text.encoding, text.separator))
        book = reading_xlsx.read(path, name)
    return _sound(Table(name, [_sheet(each.name, each.rows, each.hidden) for each in book]))


def _keep(stream: BinaryIO, path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while block := stream.read(1 << 16):
            size += len(block)
            if size > LIMIT:
                raise too_large()
            file.write(block)
    if not size:
        raise TableEmpty(field="file")


def too_large() -> TableTooLarge:
    """Return the refusal that names every limit."""
    return TableTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS, limit=LIMIT // (1024 * 1024), field="file")


def _sheet(name: str, records: Any, hidden: bool = False) -> Sheet:
    """Take the first row that holds anything for the headings; rows without any text are none."""
    sheet = Sheet(name[:100], hidden=hidden)
    for number, cells in _below_the_title([(number, _stripped(cells)) for number, cells in records]):
        _require_modest(number, cells, len(sheet.rows))
        if sheet.headings:
            sheet.rows.append((number, cells))
        else:
            sheet.headings = [each[:LONGEST_HEADING].strip() if isinstance(each, str) else "" for each in cells]
    return sheet


def _stripped(cells: Cells) -> Cells:
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _below_the_title(records: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Leave out empty rows, and a title in a single cell above the headings."""
    rows = [each for each in records if each[1]]
    widths = [sum(cell != "" for cell in cells) for _, cells in rows[:4]]
    titles = next((place for place, width in enumerate(widths) if width > 1), 0)
    return rows[titles:]


def _require_modest(number: int, cells: Cells, rows: int) -> None:
    if rows >= MOST_ROWS or len(cells) > MOST_COLUMNS:
        raise too_large()
    for column, each in enumerate(cells):
        if isinstance(each, str) and len(each) > LONGEST_CELL:
            raise CellTooLong(cell=cell_name(column, number), field="file")


def _sound(table: Table) -> Table:
    """Leave out sheets without people; refuse a file that has none at all."""
    sheets = [each for each in table.sheets if each.rows]
    if not sheets:
        raise TableEmpty(field="file")
    for each in sheets:
        width = max(len(each.headings), *(len(cells) for _, cells in each.rows))
        each.headings += [""] * (width - len(each.headings))
    return Table(table.file_name, sheets, table.encoding, table.separator)
