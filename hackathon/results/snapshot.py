"""Work out what would be published now: exactly the rows, and the digest of what a reader can recompute."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import Row

from hackathon.editions.models import Edition
from hackathon.judging import queries as judging
from hackathon.judging import queries_chain as chains
from hackathon.judging import queries_rounds
from hackathon.judging.queries_no_show import absent_projects
from hackathon.results import honours, queries, queries_carried, queries_names, queries_votes
from hackathon.results.models import PublishedStanding
from hackathon.results.written import DIGESTED, ESTIMATED, published_text
from hackathon.rules import awards as rules
from hackathon.rules import methods, publication, recounting, scoring, votes
from hackathon.rules.carrying import Carrying
from hackathon.rules.chain import START
from hackathon.rules.rounds import Carried


@dataclass(frozen=True)
class Snapshot:
    """The standings of this moment, as rows that are not stored yet."""

    edition_key: str
    method: str
    method_version: int
    groups: int | None
    rubric: dict[str, Any]
    standings: tuple[PublishedStanding, ...]
    cards: tuple[scoring.Card, ...]
    chain_length: int
    chain_head: str
    nominations: list[dict[str, Any]] | None = None
    awards: list[dict[str, Any]] | None = None
    borders: Mapping[int, float] = field(default_factory=dict)
    carrying: Carrying | None = None

    @property
    def ranked(self) -> list[PublishedStanding]:
        return [line for line in self.standings if line.place is not None]

    @property
    def absent(self) -> list[int]:
        return self.rubric.get("did_not_appear", [])

    @property
    def not_judged(self) -> list[PublishedStanding]:
        return [line for line in self.standings if line.place is None and line.project_id not in self.absent]

    @property
    def reviewed_too_little(self) -> list[PublishedStanding]:
        return [line for line in self.ranked if line.reviews < self.rubric["reviews_per_project"]]

    def rows(self) -> list[dict[str, Any]]:
        """Return the lines as they are stored."""
        names = (*DIGESTED, *ESTIMATED, "edition_id", "member_ids", "criterion_ranges")
        return [{name: getattr(line, name) for name in names} for line in self.standings]

    @property
    def places(self) -> dict[int, int | None]:
        """Return the place of each project."""
        return {line.project_id: line.place for line in self.standings}

    @property
    def tied(self) -> list[list[int]]:
        """Return the projects that share a place, group by group."""
        return votes.tied_groups(self.places)

    def has_voted_on(self, projects: Collection[int]) -> bool:
        """Tell whether the jury has voted on these projects already."""
        return any(vote.covers(projects) for vote in recounting.rubric_of(self.rubric).votes)

    def places_by(self, method: methods.Method) -> dict[int, int | None]:
        """Return the place that each project would have now by another method, for organizers to compare."""
        lines = self._ranked(method, recounting.carried_of(self.rubric)).lines
        return {line.project: line.place for line in lines}

    def lines_with(self, scores: Mapping[int, Fraction]) -> dict[int, Any]:
        """Return the line that each project would have with other carried scores."""
        told = recounting.carried_of(self.rubric)
        carried = told and Carried(told.percent, {**told.scores, **scores})
        own = methods.Method(self.method, self.method_version)
        return {line.project: line for line in self._ranked(own, carried).lines}

    def _ranked(self, method: methods.Method, carried: Carried | None) -> methods.Ranking:
        scale = scoring.Scale(self.rubric["scale_min"], self.rubric["scale_max"])
        return methods.rank(method, list(self.places), self.cards, recounting.rubric_of(self.rubric), scale, carried)

    def require_sound_awards(self) -> None:
        """Refuse awards that these places do not bear."""
        given, own = recounting.awards_of(self.awards), recounting.nomination_places(self.nominations)
        rules.require_sound(given, self.places, own)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(published_text(self).encode()).hexdigest()


def of_now(edition: Edition) -> Snapshot:
    """Return the present standings of the edition entered, by its official method."""
    found = {project.id: project for project in queries.candidates()}
    marks = _marks(edition, found)
    ranking = marks.ranked_by(methods.newest(edition.round.method))
    members = queries_names.members_to_publish()
    ranges = _ranges([card for card in marks.cards if scoring.is_complete(card, marks.rubric)])
    numbers = recounting.numbers(ranking, marks.projects, marks.cards, marks.rubric)
    standings = tuple(_line(line, found[line["project_id"]], edition.id) for line in numbers)
    for line in standings:
        line.member_ids = members.get(found[line.project_id].team_id, [])
        line.criterion_ranges = ranges.get(line.project_id, {})
    method, chain = ranking.method, chains.chain()
    sealed = (chain.length, chain.head) if chain else (0, START)
    return Snapshot(
        edition.key, method.name, method.version, ranking.groups, _rubric(edition, marks), standings, marks.cards,
        *sealed, *honours.of_now(edition, marks, list(found.values())), ranking.borders, marks.carrying,
    )  # fmt: skip


@dataclass(frozen=True)
class _Marks:
    projects: tuple[int, ...]
    cards: tuple[scoring.Card, ...]
    rubric: scoring.Rubric
    scale: scoring.Scale
    carried: Carried | None
    carrying: Carrying | None

    def ranked_by(self, method: methods.Method) -> methods.Ranking:
        return methods.rank(method, self.projects, self.cards, self.rubric, self.scale, self.carried)


def _marks(edition: Edition, projects: Collection[int]) -> _Marks:
    """Gather the finished cards of these projects; judges have the names by which anybody can recount."""
    cards = [card for card in judging.finished_cards() if card.project in projects]
    names = chains.pseudonyms({card.judge for card in cards})
    return _Marks(
        tuple(projects),
        tuple(replace(card, judge=names[card.judge]) for card in cards),
        replace(edition.round.rubric, votes=queries_votes.held(projects)),
        edition.round.scale,
        queries_rounds.carried(edition),
        queries_carried.carrying(edition, projects),
    )


def _line(numbers: Mapping[str, Any], project: Row, edition_id: int) -> PublishedStanding:
    return PublishedStanding(
        **numbers,
        edition_id=edition_id,
        team_name=project.name,
        project_title=project.title,
        challenge_slug=project.slug or "",
        challenge_title=dict(project.challenge or {}),
    )


def _told(carried: Carried, carrying: Carrying | None) -> dict[str, Any]:
    scores = {str(project): publication.exact(score) for project, score in carried.scores.items()}
    return {"percent": carried.percent, "scores": scores, **(carrying.told() if carrying else {})}


def _ranges(cards: Sequence[scoring.Card]) -> dict[int, dict[str, list[int]]]:
    ranges: dict[int, dict[str, list[int]]] = {}
    for card in cards:
        own = ranges.setdefault(card.project, {})
        for key, mark in card.marks.items():
            lowest, highest = own.get(key, (mark, mark))
            own[key] = [min(lowest, mark), max(highest, mark)]
    return ranges


def _rubric(edition: Edition, marks: _Marks) -> dict[str, Any]:
    """Write what the places rest on; who did not appear is told apart from who was not judged.

    What there is none of is left out: the text is as it was before there were rounds, votes and no-shows.
    """
    absent = sorted(absent_projects().intersection(marks.projects))
    return {
        **({"round": edition.round.number} if len(edition.rounds) > 1 else {}),
        **({"carried": _told(marks.carried, marks.carrying)} if marks.carried else {}),
        **({"did_not_appear": absent} if absent else {}),
        **({"votes": [votes.as_published(each) for each in marks.rubric.votes]} if marks.rubric.votes else {}),
        "edition": edition.key,
        "scale_min": edition.round.scale_min,
        "scale_max": edition.round.scale_max,
        "reviews_per_project": edition.round.reviews_per_project,
        "ties": edition.round.ties,
        "criteria": [
            {"key": each.key, "name": dict(each.name), "weight": each.weight} for each in edition.round.criteria
        ],
    }
