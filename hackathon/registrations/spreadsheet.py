"""A table as a workbook: written row by row, and no cell that runs as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from hackathon.web.csv_export import neutral

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def workbook(title: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return the file; the head stays in sight while one scrolls."""
    # Read when somebody asks for a workbook: workers serve pages without it.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, cell) for cell in header])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _cell(value: Any) -> Any:
    found = neutral(value)
    return _ILLEGAL.sub("", found) if isinstance(found, str) else found


def _bold(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, _cell(value))
    cell.font = Font(bold=True)
    return cell
