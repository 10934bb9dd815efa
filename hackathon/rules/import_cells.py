"""Read one cell of an uploaded table: dates, numbers, yes and no, options, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

LONGEST_NUMBER = 15
# Days are counted from here in spreadsheet programs; 1930 to 2100 are taken for dates.
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(10_960, 73_416)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
YES = frozenset({"1", "yes", "y", "true", "x", "+", "✓", "да", "д", "истина", "captain", "капитан", "иә", "ооба", "ha"})
NO = frozenset({"", "0", "no", "n", "false", "-", "–", "нет", "н", "ложь", "member", "участник", "жоқ", "жок", "yoʻq"})


def day(text: str) -> date | None:
    """Return a day written as 2001-05-03, as 03.05.2001 or as a spreadsheet's number; None for anything else."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{5}(\.0+)?", text) and int(float(text)) in _SERIALS:
        return _FIRST_DAY + timedelta(days=int(float(text)))
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    parts = iso.groups() if iso else tuple(reversed(dotted.groups())) if dotted else ()
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def number(text: str) -> int | float | None:
    """Return a number with a comma or a point; None for anything else."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    if not found.is_finite() or len(plain) > LONGEST_NUMBER or abs(found.adjusted()) > LONGEST_NUMBER:
        return None
    return int(found) if found == found.to_integral_value() else float(found)


def yes(text: str) -> bool | None:
    """Return what a tick says; None for what is neither yes nor no."""
    folded = fold(text)
    return True if folded in YES else False if folded in NO else None


def fold(text: str) -> str:
    """Fold what is compared: case, outer and doubled blanks, ё."""
    return " ".join(text.casefold().replace("ё", "е").split())


def option(text: str, options: Mapping[str, Iterable[str]]) -> str | None:
    """Return the key of the option that is meant: by its words in any language, or by its key."""
    wanted = fold(text)
    by_words = (key for key, words in options.items() if wanted in map(fold, words))
    return next(by_words, None) or next((key for key in options if fold(key) == wanted), None)


def several(text: str, options: Mapping[str, Iterable[str]]) -> tuple[list[str], str]:
    """Return the keys of options that are set apart by semicolons, lines or commas, and the first unknown word."""
    if whole := option(text, options):
        return [whole], ""
    mark = ";" if ";" in text else "\n" if "\n" in text else ","
    found: list[str] = []
    for part in filter(None, (each.strip() for each in text.split(mark))):
        key = option(part, options)
        if key is None:
            return found, part
        found += [key] if key not in found else []
    return found, ""


def names(text: str) -> tuple[str, str, str]:
    """Split a full name as documents write it: family name, given name, patronymic."""
    family, _, rest = " ".join(text.split()).partition(" ")
    given, _, patronymic = rest.partition(" ")
    return family, given, patronymic


def cell(column: int, row: int) -> str:
    """Name a cell as spreadsheet programs do: the column 3 of row 7 is D7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
