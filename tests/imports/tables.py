"""Tables of people as organizers have them."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook

HEAD = ["E-mail", "Фамилия", "Given name", "University", "Category", "Team", "Captain", "How many?", "Born", "Size"]


def people(count: int) -> list[list[Any]]:
    """Make rows for people in teams of five; the last of each team is its captain."""
    names = ("Әуезов", "Oʻktam oʻgʻli", "Ҷумъа", "Ýşşägül")
    return [
        [f"student{number}@example.kz", f"{names[number % 4]} {number}", "Айгерим", "Own University", "Студент",
         f"Team {number // 5}", "yes" if number % 5 == 4 else "", number % 6, "03.05.2004", "M"]
        for number in range(count)
    ]


def xlsx(rows: list[list[Any]], head: list[str] | None = HEAD, **sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in ([head] if head else []) + rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def text(rows: list[list[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(rows)
    return held.getvalue().encode(encoding)
