"""Lists of a brief as they are edited: one text area per language, the same line in each is the same item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

# Stands for an item that a language has no text for, so that later lines stay side by side.
MISSING = "-"


def lines(items: Iterable[Mapping[str, str]], language: str) -> str:
    """Return the items of one language, one per line."""
    texts = [item.get(language) or MISSING for item in items]
    while texts and texts[-1] == MISSING:
        texts.pop()
    return "\n".join(texts)


def items(texts: Mapping[str, str | None]) -> list[dict[str, str]]:
    """Return the items that were typed, each with its text in every language that has one."""
    columns = {
        language: [line.strip() for line in (text or "").split("\n") if line.strip()]
        for language, text in texts.items()
    }
    rows = zip_longest(*columns.values(), fillvalue=MISSING)
    typed = [{language: text for language, text in zip(columns, row, strict=True) if text != MISSING} for row in rows]
    return [item for item in typed if item]
