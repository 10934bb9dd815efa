"""Find a university by whatever people type: abbreviation, beginning, words, or something similar.

All texts come folded by their sound, so scripts and spellings do not matter here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from hackathon.rules.institution_words import initials, similar, telling

# A word is similar when this part of its letters is in place; a name, when this part of its words is found.
ALIKE, ENOUGH = 0.7, 0.6
BEGINNING = 0.95
SHORTEST = 3


class Match(IntEnum):
    SIMILAR = 1
    WORDS = 2
    BEGINNING = 3
    INITIALS = 4
    EXACT = 5


@dataclass(frozen=True)
class Line:
    """Hold what one institution is known by: names, abbreviations and aliases; `places` only help to find it."""

    id: int
    country: str
    texts: tuple[str, ...]
    places: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        return {word for text in (*self.texts, *self.places) for word in text.split()}


@dataclass(frozen=True)
class Hit:
    id: int
    match: Match
    score: float = 1.0


class Index:
    """Answer searches in a register of some hundreds of lines; lines that fit equally well keep their order."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self.order = {line.id: place for place, line in enumerate(self.lines)}
        self.countries = {line.id: line.country for line in self.lines}
        self.whole: dict[int, frozenset[str]] = {}
        self.initials: dict[int, frozenset[str]] = {}
        self.holders: dict[str, set[int]] = defaultdict(set)
        for line in self.lines:
            self.whole[line.id] = frozenset(text.replace(" ", "") for text in line.texts)
            self.initials[line.id] = frozenset(filter(None, map(initials, line.texts)))
            for word in line.words:
                self.holders[word].add(line.id)
        self.words = sorted(self.holders)

    def find(self, asked: str, *, country: str = "", limit: int = 10) -> list[Hit]:
        """Return the best hits; with a country, others only if they fit better than all of its own."""
        if not (words := telling(asked)):
            return []
        similar = self._similar(words)
        hits = [hit for line in self.lines if (hit := self._hit(line, asked, words, similar))]
        if any(hit.match >= Match.INITIALS for hit in hits):
            hits = [hit for hit in hits if hit.match > Match.SIMILAR]
        if country:
            near = [hit for hit in hits if self.countries[hit.id] == country]
            best = max((hit.match for hit in near), default=Match.SIMILAR)
            hits = near + [hit for hit in hits if hit not in near and hit.match > best]
        return sorted(hits, key=lambda hit: (-hit.match, -hit.score, self.order[hit.id]))[:limit]

    def _hit(self, line: Line, asked: str, words: Sequence[str], similar: dict[int, float]) -> Hit | None:
        if (whole := asked.replace(" ", "")) in self.whole[line.id]:
            return Hit(line.id, Match.EXACT)
        if whole in self.initials[line.id]:
            return Hit(line.id, Match.INITIALS)
        if any(text.startswith(asked) for text in line.texts):
            return Hit(line.id, Match.BEGINNING)
        if all(any(word.startswith(typed) for word in line.words) for typed in words):
            return Hit(line.id, Match.WORDS)
        score = similar.get(line.id, 0.0)
        return Hit(line.id, Match.SIMILAR, round(score, 3)) if score >= ENOUGH else None

    def _similar(self, words: Sequence[str]) -> dict[int, float]:
        """Say how much of what was typed each line holds; words that many lines hold count little."""
        total, found = 0.0, defaultdict(float)
        for typed in words:
            best = self._alike(typed)
            total += (weight := self._weight(len(best)))
            for line_id, score in best.items():
                found[line_id] += weight * score
        return {line_id: score / total for line_id, score in found.items()}

    def _alike(self, typed: str) -> dict[int, float]:
        scored = [(word, 1.0, 0) for word in self.words if word == typed]
        if len(typed) >= SHORTEST:
            scored += similar(typed, self.words, ALIKE)
            scored += [(word, BEGINNING, 0) for word in self.words if word.startswith(typed) and word != typed]
        best: dict[int, float] = {}
        for word, score, _ in scored:
            for line_id in self.holders[word]:
                best[line_id] = max(score, best.get(line_id, 0.0))
        return best

    def _weight(self, holders: int) -> float:
        return math.log((len(self.lines) + 1) / max(1, holders)) + 0.1
