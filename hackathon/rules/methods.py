"""Choose how projects are ranked by a versioned name: what was computed once can be computed again.

What a method needs is imported when it ranks: the libraries behind `calibrated` would weigh on every web worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hackathon.rules import calibrated_places, ranking, scoring, ties
from hackathon.rules.rankings import Method, Ranked, Ranking
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Key, Rubric, Scale

MEAN = Method(ranking.METHOD, ranking.METHOD_VERSION)
CALIBRATED = Method("calibrated", 1)
Field = Callable[[Sequence[Key]], Ranking]
Rule = Callable[[Sequence[Card], Rubric, Scale, Carried | None], Field]


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
    return field(method, cards, rubric, scale, carried)(projects)


def field(
    method: Method, cards: Iterable[Card], rubric: Rubric, scale: Scale, carried: Carried | None = None
) -> Callable[[Iterable[Key]], Ranking]:
    """Read the marks once, and return what ranks any projects among themselves: judges are known by all their cards."""
    cards = tuple(cards)
    ranked = METHODS[method](cards, rubric, scale, carried)

    def among(projects: Iterable[Key]) -> Ranking:
        projects = tuple(projects)
        found, members = ranked(projects), frozenset(projects)
        if rubric.ties == ties.SHARED:
            return found
        own = [card for card in cards if card.project in members]
        return replace(found, lines=ties.broken(found.lines, own, rubric))

    return among


def newest(name: str) -> Method:
    """Return the newest version of a method."""
    return max((method for method in METHODS if method.name == name), key=lambda method: method.version)


def other_than(name: str) -> Method:
    """Return the method that is shown beside the official one."""
    return MEAN if name == CALIBRATED.name else CALIBRATED


def _mean(cards: Sequence[Card], rubric: Rubric, scale: Scale, carried: Carried | None) -> Field:
    def among(projects: Sequence[Key]) -> Ranking:
        scores = scoring.project_scores(projects, cards, rubric)
        if carried:
            scores = [each if each.score is None else replace(each, score=carried.added(each.project, each.score))
                      for each in scores]  # fmt: skip
        standings = ranking.standings(scores)
        lines = (Ranked(each.project, each.score, each.place, reviews=each.reviews) for each in standings)
        return Ranking(MEAN, tuple(lines))

    return among


def _calibrated(cards: Sequence[Card], rubric: Rubric, scale: Scale, carried: Carried | None) -> Field:
    keys = {criterion.key for criterion in rubric.criteria if criterion.weight}
    cards = [card for card in cards if any(card.marks.get(key) is not None for key in keys)]
    if not cards:
        return lambda projects: Ranking(CALIBRATED, tuple(Ranked(project) for project in sorted(set(projects))))
    from hackathon.rules import calibration

    found = calibration.calibrate(cards, rubric, scale, carried)

    return lambda projects: calibrated_places.among(found, CALIBRATED, projects)


METHODS: dict[Method, Rule] = {MEAN: _mean, CALIBRATED: _calibrated}
