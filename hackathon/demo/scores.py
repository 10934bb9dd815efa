"""Marks as a jury would give them: the project's quality, seen through each judge's strictness and some noise."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime
from typing import Any

from hackathon.demo import rows, stories
from hackathon.demo.work import Entry
from hackathon.editions.models import Edition
from hackathon.judging.models import Mark, Scorecard, ScorecardStatus

STRICTNESS, FACET, NOISE = 0.07, 0.08, 0.08
LOWEST, SPREAD = 0.18, 0.78
PRIVATE = 0.3


class Desk:
    """Collect the scorecards of an edition and store them together."""

    def __init__(self, made: Edition, rng: random.Random) -> None:
        self.made, self.rng = made, rng
        self.criteria = list(made.round.criteria)
        self.strictness: defaultdict[int, float] = defaultdict(lambda: rng.gauss(0, STRICTNESS))
        self.facets: defaultdict[tuple[int, int], float] = defaultdict(lambda: rng.gauss(0, FACET))
        self.cards: list[dict[str, Any]] = []
        self.marks: list[dict[int, int]] = []

    def card(self, judge_id: int, language: str, entry: Entry, moment: datetime, *, finished: bool) -> None:
        """Score one project; a card that is not finished lacks some marks."""
        seen = {
            criterion.id: LOWEST
            + SPREAD * entry.quality
            + self.strictness[judge_id]
            + self.facets[entry.id, criterion.id]
            + self.rng.gauss(0, NOISE)
            for criterion in self.criteria
        }
        shares = {criterion.key: min(1.0, max(0.0, seen[criterion.id])) for criterion in self.criteria}
        marked = self.criteria if finished else self.criteria[: len(self.criteria) // 2]
        self.marks.append({criterion.id: self._mark(shares[criterion.key]) for criterion in marked})
        self.cards.append({
            "edition_id": self.made.id,
            "project_id": entry.id,
            "judge_id": judge_id,
            "status": ScorecardStatus.FINISHED if finished else ScorecardStatus.DRAFT,
            "comment_to_team": stories.comment_to_team(shares, language, self.rng) if finished else "",
            "comment_to_jury": self._aside(language),
            "saved_at": moment,
            "finished_at": moment if finished else None,
            "version": 3 if finished else 1,
        })

    def save(self) -> list[dict[str, Any]]:
        """Store what was collected; return the cards with their ids."""
        ids = rows.added(Scorecard, self.cards)
        rows.add(Mark, [
            {"edition_id": self.made.id, "scorecard_id": card, "criterion_id": criterion, "value": value}
            for card, marks in zip(ids, self.marks, strict=True)
            for criterion, value in marks.items()
        ])
        return [{**row, "id": card} for row, card in zip(self.cards, ids, strict=True)]

    def _mark(self, share: float) -> int:
        return self.made.round.scale_min + round(share * (self.made.round.scale_max - self.made.round.scale_min))

    def _aside(self, language: str) -> str:
        return stories.comment_to_jury(language, self.rng) if self.rng.random() < PRIVATE else ""
