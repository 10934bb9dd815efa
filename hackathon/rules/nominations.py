"""Rank special nominations: each its own projects, by its own weights over the criteria of the round.

Method, scale and rules for ties are those of the round. What is known of a judge rests on all cards of the round, also
on those of projects that do not stand in the nomination. Nothing of an earlier round is carried along, and a vote of
the jury on places decides no nomination: the jury was asked for other things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hackathon.errors import NominationInvalid
from hackathon.rules import methods, publication, scoring
from hackathon.rules.rankings import Method, Ranking
from hackathon.rules.scoring import Card, Criterion, Key, Rubric, Scale

ALL, CHALLENGES, PICKED = "all", "challenges", "picked"
KINDS = (ALL, CHALLENGES, PICKED)
MOST = 20
NUMBERS = ("position", "place", "project_id", "score", "reviews")
ESTIMATED = ("rank_low", "rank_high", "p_best", "p_top3")


@dataclass(frozen=True)
class Nomination:
    """Hold who stands in a nomination and what counts there: weights by the keys of criteria."""

    key: str
    weights: Mapping[str, int]
    projects: tuple[Key, ...]


def require_sound(weights: Mapping[str, object], kind: str, members: Collection[object]) -> None:
    """Refuse weights by which nothing counts, and a nomination in which nobody can stand."""
    scoring.require_weights(weights.values())
    if kind not in KINDS or (kind != ALL and not members):
        raise NominationInvalid(field="kind" if kind not in KINDS else kind)


def standing_in(kind: str, members: Collection[Key], groups: Mapping[Key, Key]) -> tuple[Key, ...]:
    """Return the projects that stand in a nomination; `groups` has the challenge of each project that takes part."""
    if kind == ALL:
        return tuple(groups)
    if kind == CHALLENGES:
        return tuple(project for project, challenge in groups.items() if challenge in members)
    return tuple(project for project in groups if project in members)


def rubric_for(rubric: Rubric, weights: Mapping[str, int]) -> Rubric:
    """Weigh the criteria of a round as a nomination does; a criterion that it does not name weighs nothing."""
    criteria = tuple(Criterion(each.key, weights.get(each.key, 0)) for each in rubric.criteria)
    return replace(rubric, criteria=criteria, votes=())


def rankings(
    method: Method, nominations: Iterable[Nomination], cards: Sequence[Card], rubric: Rubric, scale: Scale
) -> list[Ranking]:
    """Rank every nomination; those with the same weights read the marks together."""
    fields: dict[tuple[Criterion, ...], Any] = {}
    found = []
    for each in nominations:
        weighed = rubric_for(rubric, each.weights)
        if weighed.criteria not in fields:
            fields[weighed.criteria] = methods.field(method, cards, weighed, scale)
        found.append(fields[weighed.criteria](each.projects))
    return found


def numbers(ranking: Ranking) -> list[dict[str, Any]]:
    """Write the lines of a nomination's ranking as they are published, best first."""
    estimated = ranking.method != methods.MEAN
    return [
        {
            "position": position,
            "place": line.place,
            "project_id": line.project,
            "score": None if line.score is None else publication.exact(line.score),
            "reviews": line.reviews,
            **(_sure(line) if estimated else {}),
        }
        for position, line in enumerate(ranking.lines, 1)
    ]


def _sure(line: Any) -> dict[str, Any]:
    sure = (line.lo, line.hi, publication.probability(line.p_best), publication.probability(line.p_top3))
    return dict(zip(ESTIMATED, sure, strict=True))
