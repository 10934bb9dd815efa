"""Tables for spreadsheet programs: UTF-8 with a byte order mark, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from flask import Response

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(cell: Any) -> Any:
    """Return the cell so that no spreadsheet program takes it for a formula; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell
    text = str(cell).replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def csv_text(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    """Return the whole file as text."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow([neutral(cell) for cell in header])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + lines.getvalue()


def csv_response(name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Response:
    """Offer the table as a file to keep; `name` is plain ASCII without the ending."""
    response = Response(csv_text(header, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
