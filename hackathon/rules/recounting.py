"""Recount what is published: the numbers of each line, from marks to places, by a method and version by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from hackathon.rules import awards, methods, publication, scoring, ties, votes
from hackathon.rules.methods import Ranking
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Criterion, Key, Rubric

NUMBERS = ("position", "place", "project_id", "score", "reviews", "rank_low", "rank_high", "p_best", "p_top3",
           "criterion_means")


def numbers(ranking: Ranking, projects: Iterable[Key], cards: Sequence[Card], rubric: Rubric) -> list[dict[str, Any]]:
    """Write the lines of a ranking as they are published, best first."""
    means = {each.project: each.criterion_means for each in scoring.project_scores(projects, cards, rubric)}
    return [
        {
            "position": position,
            "place": line.place,
            "project_id": line.project,
            "score": None if line.score is None else publication.exact(line.score),
            "reviews": line.reviews,
            "rank_low": line.lo,
            "rank_high": line.hi,
            "p_best": publication.probability(line.p_best),
            "p_top3": publication.probability(line.p_top3),
            "criterion_means": {key: publication.exact(mean) for key, mean in means[line.project].items()},
        }
        for position, line in enumerate(ranking.lines, 1)
    ]


def rubric_of(published: Mapping[str, Any]) -> Rubric:
    """Return the rubric of a publication; before ties had rules, equal scores shared a place."""
    criteria = tuple(Criterion(each["key"], each["weight"]) for each in published["criteria"])
    held = tuple(votes.of_published(each) for each in published.get("votes", ()))
    return Rubric(criteria, published.get("ties", ties.SHARED), held)


def carried_of(published: Mapping[str, Any]) -> Carried | None:
    """Return what a publication says was carried into its scores."""
    told = published.get("carried")
    if told is None:
        return None
    return Carried(told["percent"], {int(project): Fraction(score) for project, score in told["scores"].items()})


def is_estimated(method: str) -> bool:
    """Tell whether a method publishes intervals and probabilities."""
    return method != methods.MEAN.name


def awards_of(told: Iterable[Mapping] | None) -> list[awards.Award]:
    """Return awards from a publication."""
    return [awards.Award(each["project_id"], each["prize"], each["nomination"], each["reason"]) for each in told or ()]


def nomination_places(told: Iterable[Mapping] | None) -> dict[str, awards.Places]:
    """Return the places in each published nomination, by its key."""
    return {each["key"]: places_of(each["standings"]) for each in told or ()}


def places_of(lines: Iterable[Mapping]) -> dict[Key, int | None]:
    """Return the place of each project from published lines."""
    return {line["project_id"]: line["place"] for line in lines}
