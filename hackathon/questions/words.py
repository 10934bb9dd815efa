"""Names of kinds, and answers as people and spreadsheet programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.rules.questions import AskedOf, Kind
from hackathon.web.wording import plain

KINDS = {
    Kind.SHORT.value: _l("Short text"),
    Kind.LONG.value: _l("Long text"),
    Kind.ONE.value: _l("One of several options"),
    Kind.MANY.value: _l("Any of several options"),
    Kind.NUMBER.value: _l("Number"),
    Kind.DATE.value: _l("Date"),
    Kind.LINK.value: _l("Link"),
    Kind.FILE.value: _l("File"),
}
ASKED = {
    AskedOf.PERSON.value: _l("Every participant"),
    AskedOf.TEAM.value: _l("Every team, once; its captain answers"),
}


def answer_text(question: Any, value: Any, files: Mapping[int, str] | None = None) -> str:
    """Return an answer as a person reads it; options by their words, a file by its name."""
    if value is None:
        return ""
    if question.kind in (Kind.ONE, Kind.MANY):
        keys = value if isinstance(value, list) else [value]
        words = {each["key"]: plain(each["text"]) for each in question.options}
        return "; ".join(words.get(key, key) for key in keys)
    if question.kind == Kind.DATE:
        return format_date(date.fromisoformat(value), "long", locale=get_locale())
    if question.kind == Kind.FILE:
        return (files or {}).get(value["file"]) or _("A file")
    return str(value)


def export_cell(question: Any, value: Any, files: Mapping[int, str]) -> Any:
    """Return an answer for a table: numbers stay numbers, dates are written as 2027-03-12."""
    if value is None:
        return ""
    return value if question.kind in (Kind.NUMBER, Kind.DATE) else answer_text(question, value, files)


def shown(questions: Iterable[Any], values: Mapping[int, Any], files: Mapping[int, Any]) -> list[dict[str, Any]]:
    """Return question, text and file of each answer for a page."""
    found = []
    for each in questions:
        value = values.get(each.id)
        file = files.get(value["file"]) if isinstance(value, dict) else None
        names = {file.id: file.name} if file else {}
        found.append({"question": each, "text": answer_text(each, value, names), "file": file})
    return found
