"""Read workbooks: nothing is calculated, followed or unpacked beyond a limit."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hackathon.errors import Refusal, TableRefused, TableTooLarge
from hackathon.files import file_types
from hackathon.imports.reading_csv import _plain as unmarked

UNPACKED_LIMIT, MOST_SHEETS, SLACK = 40_000_000, 10, 20
# A full table of texts that all differ has 2.4 million; a small file may unpack to many that take a minute to parse.
MOST_TAGS = 2_500_000
# One more than a table may have, so that it is seen to be too large.
MOST_ROWS, MOST_COLUMNS = 5_200, 61
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


@dataclass
class RawSheet:
    name: str
    hidden: bool
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)


def read(path: Path, name: str) -> list[RawSheet]:
    """Return the sheets with their cells as text, hidden ones too."""
    # Read when somebody uploads a workbook: workers serve pages without it.
    from openpyxl import load_workbook

    _require_harmless(path, name)
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            return [_sheet(path, each) for each in book.worksheets[:MOST_SHEETS]]
    except Refusal:
        raise
    except Exception as error:
        # A broken workbook makes the library fail in many ways.
        raise TableRefused(name=name, field="file") from error


def _require_harmless(path: Path, name: str) -> None:
    """Refuse what is no workbook, unpacks to more than a table of people, or could make a parser grow it."""
    try:
        file_types.media_type_of(path, "table.xlsx")
    except Refusal as refusal:
        raise TableRefused(name=name, field="file") from refusal
    with zipfile.ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > UNPACKED_LIMIT:
            raise _too_large()
        try:
            # Whatever its name: a workbook may call any of its parts a sheet.
            looked_at = [_look_at(archive.read(each)) for each in archive.infolist()]
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise TableRefused(name=name, field="file") from error
    if any(risky for risky, _ in looked_at):
        raise TableRefused(name=name, field="file")
    if sum(tags for _, tags in looked_at) > MOST_TAGS:
        raise _too_large()


def _look_at(part: bytes) -> tuple[bool, int]:
    """Tell whether a part could make a parser grow it, and how many tags it has at most."""
    return any(mark in part for mark in _DOCTYPES), part.count(b"<")


def _too_large() -> TableTooLarge:
    from hackathon.imports.reading import too_large

    return too_large()


def _sheet(path: Path, sheet: Any) -> RawSheet:
    found = RawSheet(sheet.title, sheet.sheet_state != "visible")
    # A file may claim a million rows and columns: what counts is what is there.
    sheet.reset_dimensions()
    merged = dict(_merged(path, sheet))
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS * SLACK or len(found.rows) > MOST_ROWS:
            raise _too_large()
        texts = [_text(each) for each in cells]
        for column, area in merged.get(number, {}).items():
            if found.rows and column < MOST_COLUMNS:
                texts += [""] * (column + 1 - len(texts))
                texts[column] = {"bad": "merged", "text": area}
        if any(text != "" for text in texts):
            found.rows.append((number, texts))
    return found


def _text(cell: Any) -> Any:
    """Return a cell as text: whole numbers without a point, days as 2001-05-03; formulas and errors are none."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return {"bad": "formula"}
    if cell.data_type == "e":
        return {"bad": "error", "text": str(value)[:20]}
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else unmarked(str(value))


def _merged(path: Path, sheet: Any) -> Iterator[tuple[int, dict[int, str]]]:
    """Say by row which columns belong to merged cells: only the first of them holds a value."""
    from openpyxl.utils.cell import column_index_from_string as index
    from openpyxl.utils.cell import coordinate_from_string

    with zipfile.ZipFile(path) as archive:
        areas = _MERGED.findall(archive.read(sheet._worksheet_path))
    found: dict[int, dict[int, str]] = {}
    for first, last in ((one.decode(), two.decode()) for one, two in areas[:1000]):
        (left, top), (right, bottom) = coordinate_from_string(first), coordinate_from_string(last)
        for row in range(top, min(bottom, top + MOST_ROWS) + 1):
            columns = range(index(left) - 1, min(index(right), MOST_COLUMNS))
            found.setdefault(row, {}).update(dict.fromkeys(columns, f"{first}:{last}"))
    yield from found.items()
