"""Write what is published as the one text whose digest everybody can compute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hackathon.db import canonical_json
from hackathon.results.models import PublishedStanding
from hackathon.rules import recounting

DIGESTED = (
    "position", "place", "project_id", "project_title", "team_name", "challenge_slug", "challenge_title", "reviews",
    "score", "criterion_means",
)  # fmt: skip
# What `calibrated` adds; the text of a publication by the plain mean stays as it was.
ESTIMATED = ("rank_low", "rank_high", "p_best", "p_top3")


def published_text(results: Any, standings: Iterable[PublishedStanding] | None = None) -> str:
    """Return the canonical JSON whose SHA-256 is the digest. Names of people are not in it: a consent can end.

    It seals the chain of marks; publications from before there was one stay as they were, and so do those without
    nominations and awards.
    """
    sealed = {"chain": {"head": results.chain_head, "length": results.chain_length}} if results.chain_head else {}
    return canonical_json({**_document(results, standings), **sealed})


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two snapshots or publications show the same, whatever happened to drafts in between."""
    documents = [_without_round(_document(each)) for each in (one, other)]
    if all("source" in document["rubric"].get("carried", {}) for document in documents):
        return documents[0] == documents[1]
    return _without_source(documents[0]) == _without_source(documents[1])


def _without_source(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out where carried scores come from: older publications do not tell."""
    rubric = document["rubric"]
    if "carried" in rubric:
        rubric = {**rubric, "carried": {name: rubric["carried"][name] for name in ("percent", "scores")}}
    return {**document, "rubric": rubric}


def _without_round(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out which round it is: planning another one, or none, changes no place."""
    return {**document, "rubric": {name: value for name, value in document["rubric"].items() if name != "round"}}


def _document(results: Any, standings: Iterable[PublishedStanding] | None = None) -> dict[str, Any]:
    names = (*DIGESTED, *ESTIMATED) if recounting.is_estimated(results.method) else DIGESTED
    honours = {name: getattr(results, name) for name in ("nominations", "awards") if getattr(results, name)}
    return {
        **honours,
        "edition": results.rubric["edition"],
        "method": {"name": results.method, "version": results.method_version},
        "rubric": {name: value for name, value in results.rubric.items() if name != "edition"},
        "standings": [
            {name: getattr(line, name) for name in names}
            for line in (results.standings if standings is None else standings)
        ],
    }
