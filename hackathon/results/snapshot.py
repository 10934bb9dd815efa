"""Work out what would be published now: exactly the rows, and the digest of what a reader can recompute."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row

from hackathon.db import canonical_json
from hackathon.editions.models import Edition
from hackathon.judging import queries as judging
from hackathon.results import queries
from hackathon.results.models import PublishedStanding
from hackathon.rules import publication, ranking, scoring

DIGESTED = (
    "position", "place", "project_id", "project_title", "team_name", "challenge_slug", "challenge_title", "reviews",
    "score", "criterion_means",
)  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """The standings of this moment, as rows that are not stored yet."""

    edition_key: str
    rubric: dict[str, Any]
    standings: tuple[PublishedStanding, ...]

    @property
    def ranked(self) -> list[PublishedStanding]:
        return [line for line in self.standings if line.place is not None]

    @property
    def not_judged(self) -> list[PublishedStanding]:
        return [line for line in self.standings if line.place is None]

    @property
    def reviewed_too_little(self) -> list[PublishedStanding]:
        return [line for line in self.ranked if line.reviews < self.rubric["reviews_per_project"]]

    def rows(self) -> list[dict[str, Any]]:
        """Return the lines as they are stored."""
        names = (*DIGESTED, "edition_id", "members", "criterion_ranges")
        return [{name: getattr(line, name) for name in names} for line in self.standings]

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(published_text(self).encode()).hexdigest()


def published_text(results: Any, standings: Iterable[PublishedStanding] | None = None) -> str:
    """Return the canonical JSON whose SHA-256 is the digest. Names of people are not in it: a consent can end."""
    document = {
        "edition": results.rubric["edition"],
        "method": {"name": ranking.METHOD, "version": ranking.METHOD_VERSION},
        "rubric": {name: value for name, value in results.rubric.items() if name != "edition"},
        "standings": [
            {name: getattr(line, name) for name in DIGESTED}
            for line in (results.standings if standings is None else standings)
        ],
    }
    return canonical_json(document)


def of_now(edition: Edition) -> Snapshot:
    """Return the present standings of the edition entered."""
    projects = queries.candidates()
    rubric = scoring.Rubric(tuple(scoring.Criterion(each.key, each.weight) for each in edition.criteria))
    found = {project.id: project for project in projects}
    cards = [card for card in judging.finished_cards() if card.project in found]
    places = ranking.standings(scoring.project_scores(found, cards, rubric))
    names = queries.names_to_publish()
    ranges = _ranges([card for card in cards if scoring.is_complete(card, rubric)])
    lines = (_line(place, found[place.project], edition.id, position) for position, place in enumerate(places, 1))
    standings = tuple(lines)
    for line in standings:
        line.members = names.get(found[line.project_id].team_id, [])
        line.criterion_ranges = ranges.get(line.project_id, {})
    return Snapshot(edition.key, _rubric(edition), standings)


def _line(place: ranking.Standing, project: Row, edition_id: int, position: int) -> PublishedStanding:
    return PublishedStanding(
        edition_id=edition_id,
        project_id=project.id,
        position=position,
        place=place.place,
        score=None if place.score is None else publication.exact(place.score),
        reviews=place.reviews,
        criterion_means={key: publication.exact(mean) for key, mean in place.criterion_means.items()},
        team_name=project.name,
        project_title=project.title,
        challenge_slug=project.slug or "",
        challenge_title=dict(project.challenge or {}),
    )


def _ranges(cards: Sequence[scoring.Card]) -> dict[int, dict[str, list[int]]]:
    ranges: dict[int, dict[str, list[int]]] = {}
    for card in cards:
        own = ranges.setdefault(card.project, {})
        for key, mark in card.marks.items():
            lowest, highest = own.get(key, (mark, mark))
            own[key] = [min(lowest, mark), max(highest, mark)]
    return ranges


def _rubric(edition: Edition) -> dict[str, Any]:
    return {
        "edition": edition.key,
        "scale_min": edition.scale_min,
        "scale_max": edition.scale_max,
        "reviews_per_project": edition.reviews_per_project,
        "criteria": [
            {"key": each.key, "name": dict(each.name), "weight": each.weight} for each in edition.criteria
        ],
    }
