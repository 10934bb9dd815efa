"""Work out nominations and awards as they would be published now: what there is none of is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from hackathon.editions.models import Edition
from hackathon.results import queries_nominations as queries
from hackathon.results.models_nominations import Award, Nomination
from hackathon.rules import methods
from hackathon.rules import nominations as rules

Told = list[dict[str, Any]] | None


def of_now(edition: Edition, marks: Any, projects: Sequence[Row]) -> tuple[Told, Told]:
    """Return what is told of nominations with their rankings, and of awards."""
    given = queries.awards() if edition.is_in_last_round else []
    return _nominations(edition, marks, projects) or None, [_award(each) for each in given] or None


def _nominations(edition: Edition, marks: Any, projects: Sequence[Row]) -> list[dict[str, Any]]:
    found = queries.nominations()
    if not found:
        return []
    groups = {project.id: project.challenge_id for project in projects}
    slugs = {project.challenge_id: project.slug for project in projects}
    standing = [rules.Nomination(each.key, each.weights, rules.standing_in(each.kind, each.members, groups))
                for each in found]  # fmt: skip
    method, rubric = methods.newest(edition.round.method), edition.round.rubric
    rankings = rules.rankings(method, standing, marks.cards, rubric, edition.round.scale)
    keys = [each.key for each in rubric.criteria]
    return [{**_told(each, keys, slugs), "standings": rules.numbers(ranking)}
            for each, ranking in zip(found, rankings, strict=True)]  # fmt: skip


def _told(nomination: Nomination, keys: Sequence[str], slugs: Mapping[int, str]) -> dict[str, Any]:
    weights = {key: nomination.weights[key] for key in keys if nomination.weights.get(key)}
    told = {"key": nomination.key, "name": dict(nomination.name), "description": dict(nomination.description)}
    if nomination.kind == rules.CHALLENGES:
        told["challenges"] = sorted(slugs[each] for each in nomination.members if each in slugs)
    return {**told, "kind": nomination.kind, "weights": weights}


def _award(award: Award) -> dict[str, Any]:
    return {"name": dict(award.name), "project_id": award.project_id, "prize": award.prize,
            "nomination": award.nomination_key, "reason": award.reason}  # fmt: skip
