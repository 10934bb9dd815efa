"""Choose how projects are ranked by a versioned name: what was computed once can be computed again.

What a method needs is imported when it ranks: the libraries behind `calibrated` would weigh on every web worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hackathon.rules import ranking, scoring, ties
from hackathon.rules.rankings import Method, Ranked, Ranking
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Key, Rubric, Scale

if TYPE_CHECKING:
    from hackathon.rules.calibration import Calibration

FIRST = 3
MOST_BORDERS = 10
EQUAL = 1e-9  # calibrated scores that differ by less are equal: beyond this lies the noise of floating point


MEAN = Method(ranking.METHOD, ranking.METHOD_VERSION)
CALIBRATED = Method("calibrated", 1)
Rule = Callable[[Sequence[Key], Sequence[Card], Rubric, Scale, Carried | None], Ranking]


def rank(
    method: Method,
    projects: Iterable[Key],
    cards: Iterable[Card],
    rubric: Rubric,
    scale: Scale,
    carried: Carried | None = None,
) -> Ranking:
    """Rank projects by a method, ties as the rubric says; raise KeyError for a method or version that is not known.

    `carried` adds a share of an earlier round's score. It is known: intervals tell of the marks of this round only.
    """
    cards = tuple(cards)
    found = METHODS[method](tuple(projects), cards, rubric, scale, carried)
    if rubric.ties == ties.SHARED:
        return found
    return replace(found, lines=ties.broken(found.lines, cards, rubric))


def newest(name: str) -> Method:
    """Return the newest version of a method."""
    return max((method for method in METHODS if method.name == name), key=lambda method: method.version)


def other_than(name: str) -> Method:
    """Return the method that is shown beside the official one."""
    return MEAN if name == CALIBRATED.name else CALIBRATED


def _mean(
    projects: Sequence[Key], cards: Sequence[Card], rubric: Rubric, scale: Scale, carried: Carried | None
) -> Ranking:
    scores = scoring.project_scores(projects, cards, rubric)
    if carried:
        scores = [each if each.score is None else replace(each, score=carried.added(each.project, each.score))
                  for each in scores]  # fmt: skip
    standings = ranking.standings(scores)
    lines = (Ranked(each.project, each.score, each.place, reviews=each.reviews) for each in standings)
    return Ranking(MEAN, tuple(lines))


def _calibrated(
    projects: Sequence[Key], cards: Sequence[Card], rubric: Rubric, scale: Scale, carried: Carried | None
) -> Ranking:
    keys = {criterion.key for criterion in rubric.criteria}
    cards = [card for card in cards if any(card.marks.get(key) is not None for key in keys)]
    judged = {card.project for card in cards}
    waiting = tuple(Ranked(project) for project in sorted(set(projects) - judged))
    if not cards:
        return Ranking(CALIBRATED, waiting)
    from hackathon.rules import calibration

    found = calibration.calibrate(cards, rubric, scale, carried)
    low, high = found.draws.interval()
    lines = zip(
        found.reviews.projects, found.scores.tolist(), _places(found.scores.tolist()), low.tolist(), high.tolist(),
        found.draws.among_first(1).tolist(), found.draws.among_first(FIRST).tolist(), found.reviews.counts.tolist(),
        strict=True,
    )
    ranked = sorted((Ranked(*line) for line in lines), key=lambda line: (line.place, line.project))
    return Ranking(CALIBRATED, (*ranked, *waiting), found.groups, _borders(found, ranked))


def _borders(found: Calibration, ranked: Sequence[Ranked]) -> dict[int, float]:
    position = {project: number for number, project in enumerate(found.reviews.projects)}
    return {
        number: found.draws.are_first([position[line.project] for line in ranked[:number]])
        for number in range(1, min(MOST_BORDERS, len(ranked) - 1) + 1)
        if ranked[number].place > number
    }


def _places(scores: list[float]) -> list[int]:
    """Number scores from the highest; equal ones share a place and the next is skipped (1, 1, 3)."""
    places, order = [0] * len(scores), sorted(range(len(scores)), key=lambda position: -scores[position])
    for number, position in enumerate(order):
        before = order[number - 1]
        shared = number > 0 and scores[before] - scores[position] < EQUAL
        places[position] = places[before] if shared else number + 1
    return places


METHODS: dict[Method, Rule] = {MEAN: _mean, CALIBRATED: _calibrated}
