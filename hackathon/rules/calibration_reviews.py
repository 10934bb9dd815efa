"""Lay out cards as arrays, and weigh each review into one composite (step 0 of the calibrated score)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from hackathon.rules.scoring import Card, Key, Rubric, Scale


@dataclass(frozen=True)
class Reviews:
    """Hold N reviews of T projects by J judges on C criteria, sorted by project and judge.

    `project` and `judge` (N) are positions in `projects` and `judges`; `marks` (N, C) is NaN where a mark is missing.
    """

    projects: tuple[Key, ...]
    judges: tuple[Key, ...]
    project: np.ndarray
    judge: np.ndarray
    marks: np.ndarray
    weights: np.ndarray
    scale: Scale
    seed: int

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.projects), len(self.judges)

    @property
    def marked(self) -> np.ndarray:
        return ~np.isnan(self.marks)

    @property
    def counts(self) -> np.ndarray:
        """Count the reviews of each project (T)."""
        return np.bincount(self.project, minlength=len(self.projects))

    @property
    def span(self) -> float:
        return float(self.scale.maximum - self.scale.minimum)


def reviews_of(cards: Iterable[Card], rubric: Rubric, scale: Scale) -> Reviews:
    """Sort the cards that have a mark that counts; raise ValueError where a judge has two for a project."""
    criteria = sorted((each for each in rubric.criteria if each.weight), key=lambda criterion: criterion.key)
    keys = [criterion.key for criterion in criteria]
    total = sum(Fraction(criterion.weight) for criterion in criteria)
    weights = [Fraction(criterion.weight) / total for criterion in criteria]
    cards = sorted(
        (card for card in cards if any(card.marks.get(key) is not None for key in keys)),
        key=lambda card: (card.project, card.judge),
    )
    projects, project = _positions([card.project for card in cards])
    judges, judge = _positions([card.judge for card in cards])
    if len({*zip(project, judge, strict=True)}) < len(cards):
        raise ValueError("A judge has two cards for the same project.")
    rows = [[card.marks.get(key) for key in keys] for card in cards]
    marks = [[float("nan") if mark is None else float(mark) for mark in row] for row in rows]
    return Reviews(
        projects=projects,
        judges=judges,
        project=np.array(project, dtype=np.intp),
        judge=np.array(judge, dtype=np.intp),
        marks=np.array(marks, dtype=float).reshape(len(cards), len(keys)),
        weights=np.array([float(weight) for weight in weights]),
        scale=scale,
        seed=_digest(cards, rows, dict(zip(keys, weights, strict=True)), scale),
    )


def _positions(keys: Sequence[Key]) -> tuple[tuple[Key, ...], list[int]]:
    names = tuple(sorted(set(keys)))
    place = {name: position for position, name in enumerate(names)}
    return names, [place[key] for key in keys]


def _digest(cards: list[Card], rows: list[list], weights: dict[str, Fraction], scale: Scale) -> int:
    """Number the input by its content, so that the same cards in any order draw the same random numbers."""
    content = {
        "scale": [str(Fraction(each)) for each in (scale.minimum, scale.maximum, scale.step)],
        "weights": {key: str(weight) for key, weight in weights.items()},
        "cards": [
            [card.project, card.judge, [None if mark is None else str(mark) for mark in row]]
            for card, row in zip(cards, rows, strict=True)
        ],
    }
    return int.from_bytes(hashlib.sha256(json.dumps(content).encode()).digest()[:16])


def criterion_means(reviews: Reviews) -> np.ndarray:
    """Average all marks of each criterion (C); the middle of the scale where there is none."""
    counts = reviews.marked.sum(axis=0)
    middle = float(reviews.scale.minimum + reviews.scale.maximum) / 2
    return np.where(counts, np.nansum(reviews.marks, axis=0) / np.maximum(counts, 1), middle)


def composites(reviews: Reviews) -> np.ndarray:
    """Weigh each review into one number (N): a missing mark is neither punished nor rewarded."""
    means = criterion_means(reviews)
    marked = reviews.marked
    deviations = np.where(marked, reviews.marks - means, 0.0) @ reviews.weights
    return reviews.weights @ means + deviations / (marked @ reviews.weights)


def separate_groups(reviews: Reviews) -> int:
    """Count the groups of projects that no judge connects; more than one belongs on the leaderboard."""
    group = np.arange(len(reviews.projects))
    for judge in range(len(reviews.judges)):
        seen = group[reviews.project[reviews.judge == judge]]
        group = np.where(np.isin(group, seen), seen.min(), group)
    return len(np.unique(group))
