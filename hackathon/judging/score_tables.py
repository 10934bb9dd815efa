"""Read marks, weights and teams from tables that anyone made in a spreadsheet, and name every row that is wrong."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SEPARATORS = (",", ";", "\t")
NUMBER = re.compile(r"[+-]?[0-9]{1,12}([.,][0-9]{1,12})?")
LONGEST_NAME = 500


class TablesInvalid(Exception):
    """Refuse tables; `faults` names every wrong row, in the order of files and lines."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Style:
    """Hold how a table is written, so that an answer can be written alike."""

    separator: str = ","
    byte_order_mark: bool = False

    @property
    def decimal_sign(self) -> str:
        return "," if self.separator == ";" else "."


@dataclass
class Table:
    """Hold a table's rows by line: the asked columns, without outer blanks."""

    name: str
    style: Style = field(default_factory=Style)
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)

    def blame(self, line: int, what: str) -> None:
        """Note what is wrong with a line; the first reason stands."""
        self.faults.setdefault(line, what)
        self.rows.pop(line, None)

    def named_faults(self) -> list[str]:
        return [f"{self.name}, line {line}: {what}" for line, what in sorted(self.faults.items())]


def read(path: Path, columns: tuple[str, ...]) -> Table:
    """Read the columns of a UTF-8 table; its other columns and empty lines are ignored."""
    table = Table(path.name)
    content = path.read_bytes()
    text = _decoded(table, content.removeprefix(BYTE_ORDER_MARK))
    if table.faults:
        return table
    first = text.lstrip("\r\n").partition("\n")[0]
    # A single column has no separator: a comma in a name separates nothing.
    separator = max((each for each in SEPARATORS if each in first), key=first.count, default="\t")
    table.style = Style(separator, content.startswith(BYTE_ORDER_MARK))
    records = _records(table, text)
    line, header = next(records, (1, []))
    places = _places(table, line, [cell.strip().casefold() for cell in header], columns)
    if places:
        for line, cells in records:
            _take(table, line, cells, len(header), places)
    return table


def _decoded(table: Table, content: bytes) -> str:
    lines = []
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            table.blame(number, "this is not UTF-8; save the table as “CSV UTF-8”.")
        else:
            if "\x00" in lines[-1]:
                table.blame(number, "this holds a NUL character; save the table as “CSV UTF-8”.")
    return "\n".join(lines)


def _records(table: Table, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record that is not empty with the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=table.style.separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            table.blame(line, f"this cannot be read as a table: {error}.")
            return
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _places(table: Table, line: int, header: list[str], columns: tuple[str, ...]) -> list[int]:
    wrong = [f"no column “{each}”" if each not in header else f"two columns “{each}”"
             for each in columns if header.count(each) != 1]
    if wrong:
        table.blame(line, f"the header has {', '.join(wrong)}; it needs {','.join(columns)}.")
    return [] if wrong else [header.index(each) for each in columns]


def _take(table: Table, line: int, cells: list[str], width: int, places: list[int]) -> None:
    if len(cells) != width:
        table.blame(line, f"there are {len(cells)} cells, the header has {width}.")
        return
    table.rows[line] = tuple(unicodedata.normalize("NFC", cells[place].strip()) for place in places)
    if max(map(len, table.rows[line])) > LONGEST_NAME:
        table.blame(line, f"a cell is longer than {LONGEST_NAME} characters.")


def number(text: str, style: Style) -> Fraction | None:
    """Read a decimal number exactly; None if it is none. A comma is a decimal sign where it separates no cells."""
    if not NUMBER.fullmatch(text) or ("," in text and style.separator == ","):
        return None
    return Fraction(text.replace(",", "."))
