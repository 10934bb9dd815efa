"""Add, remove and move the rows of a form without JavaScript: a button sends the form, and it comes back changed.

The buttons are called `rows` and say which list, what and where: `criteria:add`, `criteria:remove:2`, `figures:up:1`.
"""

from __future__ import annotations

import re

from flask import request
from werkzeug.datastructures import MultiDict

BUTTON = "rows"
MOST = 40
Row = list[tuple[str, str]]


def pressed() -> bool:
    """Say whether the form was sent to change its rows, not to be saved."""
    return BUTTON in request.form


def typed() -> MultiDict[str, str] | None:
    """Return what was typed, with the rows as the pressed button wants them; None if no form was sent."""
    if request.method != "POST":
        return None
    values = MultiDict(request.form)
    name, _, step = values.pop(BUTTON, "").partition(":")
    verb, _, number = step.partition(":")
    if not name or verb not in _STEPS:
        return values
    rows = _rows(values, name)
    _STEPS[verb](rows, _index(number, rows))
    return _with_rows(values, name, rows)


def _index(number: str, rows: list[Row]) -> int:
    return int(number) if re.fullmatch("[0-9]{1,4}", number) and int(number) < len(rows) else -1


def _add(rows: list[Row], index: int) -> None:
    if len(rows) < MOST:
        rows.append([("-new", "1")])


def _remove(rows: list[Row], index: int) -> None:
    if index >= 0:
        del rows[index]


def _up(rows: list[Row], index: int) -> None:
    if index > 0:
        rows[index - 1], rows[index] = rows[index], rows[index - 1]


def _down(rows: list[Row], index: int) -> None:
    if 0 <= index < len(rows) - 1:
        rows[index + 1], rows[index] = rows[index], rows[index + 1]


_STEPS = {"add": _add, "remove": _remove, "up": _up, "down": _down}


def _place(key: str, name: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{re.escape(name)}-([0-9]{{1,4}})(-.+)", key)


def _rows(values: MultiDict[str, str], name: str) -> list[Row]:
    found: dict[int, Row] = {}
    for key, value in values.items(multi=True):
        if match := _place(key, name):
            found.setdefault(int(match[1]), []).append((match[2], value))
    return [found[index] for index in sorted(found)]


def _with_rows(values: MultiDict[str, str], name: str, rows: list[Row]) -> MultiDict[str, str]:
    kept = [(key, value) for key, value in values.items(multi=True) if not _place(key, name)]
    moved = [(f"{name}-{index}{rest}", value) for index, row in enumerate(rows) for rest, value in row]
    return MultiDict([*kept, *moved])
