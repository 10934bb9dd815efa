"""Find the university that a cell names: in the register by any of its names, or something similar to suggest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from hackathon.db import Localized
from hackathon.rules.import_cells import fold

SIMILAR, MOST_GUESSES = 0.75, 100


class Register:
    """The register of universities, by every name under which a line can be found."""

    def __init__(self, rows: Iterable[Any], language: str) -> None:
        self.rows = {each.id: each for each in rows}
        self.language = language
        self._seen: dict[str, tuple[int | None, str]] = {}

    def found(self, text: str) -> tuple[int | None, str]:
        """Return (id, "") of what is meant, or (None, the name of what could be meant)."""
        key = _key(text)
        if key not in self._seen:
            guesses = len(self._seen) < MOST_GUESSES
            similar = self._similar(key) if key not in self._ids and guesses else ""
            self._seen[key] = (self._ids.get(key), similar)
        return self._seen[key]

    @cached_property
    def _ids(self) -> dict[str, int]:
        found: dict[str, int] = {}
        twice: set[str] = set()
        for each in self.rows.values():
            for name in {_key(words) for words in (*each.name.values(), each.key, each.domain) if words}:
                if found.setdefault(name, each.id) != each.id:
                    twice.add(name)
        return {name: number for name, number in found.items() if name not in twice}

    def _similar(self, key: str) -> str:
        near = get_close_matches(key, self._ids, n=1, cutoff=SIMILAR)
        return Localized(self.rows[self._ids[near[0]]].name).best(self.language, "en", "ru")[1] if near else ""


def _key(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
