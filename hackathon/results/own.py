"""What a team reads about its own project, and nobody reads about another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hackathon.results.models import PublishedStanding


@dataclass(frozen=True)
class OwnCriterion:
    """One criterion of the rubric with the team's mean and its lowest and highest mark."""

    name: Mapping[str, str]
    weight: int
    mean: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Comment:
    """What a judge wrote to the team; the name is empty unless the edition shows names."""

    text: str
    judge: str = ""


@dataclass(frozen=True)
class OwnResult:
    """The team's published line with the jury's comments, in an order that tells nothing about who wrote them.

    `address` names its round in addresses.
    """

    line: PublishedStanding
    comments: tuple[Comment, ...]
    address: str

    @property
    def awards(self) -> list[Mapping[str, Any]]:
        """Return what the project was given."""
        return [each for each in self.line.results.awards or () if each["project_id"] == self.line.project_id]

    @property
    def nominations(self) -> Iterator[tuple[Mapping[str, str], int]]:
        """Give the nominations in which the project has a place, with it."""
        for each in self.line.results.nominations or ():
            place = next((own["place"] for own in each["standings"] if own["project_id"] == self.line.project_id), None)
            if place is not None:
                yield each["name"], place

    @property
    def criteria(self) -> Iterator[OwnCriterion]:
        """Give the criteria in the rubric's order; none for a project that was not judged."""
        for criterion in self.line.results.rubric["criteria"]:
            key = criterion["key"]
            if key in self.line.criterion_means:
                lowest, highest = self.line.criterion_ranges.get(key) or (None, None)
                mean = self.line.criterion_means[key]
                yield OwnCriterion(criterion["name"], criterion["weight"], mean, lowest, highest)
