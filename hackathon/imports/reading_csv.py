"""Read text tables: in which encoding and with which separator, is found out and said."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hackathon.errors import TableRefused
from hackathon.web.csv_export import FORMULA_STARTS

MARKS = ((codecs.BOM_UTF8, "UTF-8", "utf-8-sig"), (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
         (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"))  # fmt: skip
OTHERS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<?php", "#!")
SEPARATORS = (";", "\t", ",")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class Text:
    """The records of a text table with their numbers, and how it was read."""

    records: list[tuple[int, list[Any]]]
    encoding: str
    separator: str


def read(content: bytes, name: str) -> Text:
    """Return the records; refuse what is no text, or something else than a table."""
    if content.startswith(OTHERS):
        raise TableRefused(name=name, field="file")
    encoding, text = _decoded(content, name)
    if _CONTROLS.search(text) or text.lstrip().lower().startswith(MARKUP):
        raise TableRefused(name=name, field="file")
    told = re.match(r"sep=(.)\r?\n", text)
    separator = told[1] if told else _separator(text)
    try:
        records = list(_records(text, separator, bool(told)))
    except csv.Error as error:
        raise TableRefused(name=name, field="file") from error
    return Text(records, encoding, {"\t": "tab"}.get(separator, separator))


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    try:
        for mark, encoding, codec in MARKS:
            if content.startswith(mark):
                return encoding, content.decode(codec)
        if b"\x00" in content[:2000]:
            # Separators and line ends have a zero as their upper half, whatever the alphabet is.
            upper, lower = content[:2000:2].count(0), content[1:2000:2].count(0)
            return "UTF-16", content.decode("utf-16-le" if lower > upper else "utf-16-be")
        return "UTF-8", content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return "Windows-1251", content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise TableRefused(name=name, field="file") from error


def _separator(text: str) -> str:
    """Choose what sets the headings apart most often, outside of quotation marks."""
    lines = (line for line in re.sub('"[^"]*"', "", text[:20_000]).splitlines() if line.strip())
    first = next(lines, "")
    return max(SEPARATORS, key=first.count) if any(mark in first for mark in SEPARATORS) else ","


def _records(text: str, separator: str, told: bool) -> Iterator[tuple[int, list[Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    for number, record in enumerate(reader, 1):
        if not (told and number == 1):
            yield number, [_plain(each) for each in record]


def _plain(cell: str) -> str:
    """Take off the apostrophe by which exports keep a cell from running as a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA_STARTS) else cell
