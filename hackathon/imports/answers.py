"""Read the answer to a question of the registration form out of a cell, by the rules of the form itself."""

from __future__ import annotations

import re
from typing import Any

from hackathon.rules import import_cells as read
from hackathon.rules.questions import CHOICES, LONGEST, Kind
from hackathon.text import clean_line, clean_text

_LINK = re.compile(r"https?://[^\s/$.?#]+\.[^\s]+", re.IGNORECASE)


class Wrong(Exception):
    """A cell that is no answer: (code, details)."""


def take(question: Any, given: tuple[int | None, str], found: Any) -> None:
    """Add the answer, or the fault, to what a row says. Files are no cells: people add them themselves."""
    column, text = given
    if question.kind == Kind.FILE:
        return
    if not text:
        spoiled = any(number == column for _, number, _ in found.faults)
        # What the table does not ask at all, people answer themselves.
        if question.required and column is not None and not spoiled:
            found.faults.append(("answer_missing", column, {"question": dict(question.wording)}))
        return
    try:
        found.answers[str(question.id)] = _READERS[Kind(question.kind)](question, text)
    except Wrong as wrong:
        found.faults.append((wrong.args[0], column, {"value": text[:100], **wrong.args[1]}))


def _words(question: Any, text: str) -> str:
    text = clean_line(text) if question.kind == Kind.SHORT else clean_text(text)
    longest = min(question.most or LONGEST[question.kind], LONGEST[question.kind])
    if len(text) > longest:
        raise Wrong("too_long", {"maximum": longest})
    if len(text) < (question.least or 0):
        raise Wrong("too_short", {"minimum": question.least})
    return text


def _number(question: Any, text: str) -> int | float:
    value = read.number(text)
    if value is None:
        raise Wrong("number_wrong", {})
    if question.least is not None and value < question.least:
        raise Wrong("number_small", {"minimum": question.least})
    if question.most is not None and value > question.most:
        raise Wrong("number_large", {"maximum": question.most})
    return value


def _day(question: Any, text: str) -> str:
    day = read.day(text)
    if day is None:
        raise Wrong("date_wrong", {})
    return day.isoformat()


def _link(question: Any, text: str) -> str:
    link = clean_line(text)
    if not _LINK.fullmatch(link):
        raise Wrong("link_wrong", {})
    if len(link) > LONGEST[Kind.LINK]:
        raise Wrong("too_long", {"maximum": LONGEST[Kind.LINK]})
    return link


def _one(question: Any, text: str) -> str:
    key = read.option(text, _options(question))
    if key is None:
        raise Wrong("option_unknown", {})
    return key


def _many(question: Any, text: str) -> list[str]:
    keys, unknown = read.several(text, _options(question))
    if unknown:
        raise Wrong("option_unknown", {"value": unknown[:100]})
    if question.least and len(keys) < question.least:
        raise Wrong("options_few", {"minimum": question.least})
    if question.most and len(keys) > question.most:
        raise Wrong("options_many", {"maximum": question.most})
    return keys


def _options(question: Any) -> dict[str, list[str]]:
    return {each["key"]: list(each["text"].values()) for each in question.options if question.kind in CHOICES}


_READERS = {Kind.SHORT: _words, Kind.LONG: _words, Kind.NUMBER: _number, Kind.DATE: _day, Kind.LINK: _link,
            Kind.ONE: _one, Kind.MANY: _many}  # fmt: skip
