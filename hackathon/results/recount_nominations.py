"""Recount the nominations of a bundle, and check what its awards rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hackathon.results import bundle_files as layout
from hackathon.results import recount_standings
from hackathon.results.container import Difference
from hackathon.rules import awards, methods, nominations, recounting
from hackathon.rules.scoring import Scale

TOLD = {"description", "key", "kind", "name", "standings", "weights"}
GIVEN = {"name", "nomination", "prize", "project_id", "reason"}


def check_layout(publication: Mapping[str, Any]) -> None:
    """Refuse nominations that nothing could be recounted from, and awards that rest on nothing published."""
    keys = {each["key"] for each in publication["rubric"]["criteria"]}
    told, given = publication.get("nominations", []), publication.get("awards", [])
    if "nominations" in publication and not told or "awards" in publication and not given:
        raise Difference(layout.PUBLICATION, "nominations and awards", "an empty list is left out")
    for each in told:
        _check(each, keys, publication)
    if len({each["key"] for each in told}) != len(told):
        raise Difference(layout.PUBLICATION, "nominations", "two have the same key")
    _check_awards(publication, told, given)


def _check(each: Mapping[str, Any], keys: set[str], publication: Mapping[str, Any]) -> None:
    where = f"nomination {each['key']}"
    of_challenges = {"challenges"} if each["kind"] == nominations.CHALLENGES else set()
    weights = each["weights"]
    if set(each) != TOLD | of_challenges or each["kind"] not in nominations.KINDS:
        raise Difference(layout.PUBLICATION, where, "it is not laid out as it must be")
    whole = all(type(weight) is int and weight > 0 for weight in weights.values())
    if not weights or not set(weights) <= keys or not whole:
        raise Difference(layout.PUBLICATION, where, "its weights are not those of criteria of the rubric")
    ids = [line["project_id"] for line in each["standings"]]
    if len(set(ids)) != len(ids) or not set(ids) <= _may_stand(each, publication):
        raise Difference(layout.PUBLICATION, where, "a project is there twice, or has no right to be there")
    if each["kind"] != nominations.PICKED and set(ids) != _may_stand(each, publication):
        raise Difference(layout.PUBLICATION, where, "a project that stands in it is missing")


def _may_stand(each: Mapping[str, Any], publication: Mapping[str, Any]) -> set[int]:
    lines = publication["standings"]
    if each["kind"] != nominations.CHALLENGES:
        return {line["project_id"] for line in lines}
    return {line["project_id"] for line in lines if line["challenge_slug"] in each["challenges"]}


def _check_awards(publication: Mapping[str, Any], told: Sequence[Mapping], given: Sequence[Mapping]) -> None:
    places, own = recounting.places_of(publication["standings"]), recounting.nomination_places(told)
    for number, each in enumerate(given, 1):
        known = set(each) == GIVEN and each["prize"] in (None, *awards.PRIZES) and isinstance(each["reason"], str)
        if not known or (each["prize"] and each["nomination"]) or each["project_id"] not in places:
            raise Difference(layout.PUBLICATION, f"award {number}", "it goes to no project of the standings, or is "
                             "not laid out as it must be")
        if each["nomination"] and each["nomination"] not in own:
            raise Difference(layout.PUBLICATION, f"award {number}", "it rests on a nomination that is not there")
    for position in awards.departures(recounting.awards_of(given), places, own):
        if not given[position]["reason"].strip():
            raise Difference(layout.PUBLICATION, f"award {position + 1}", "it departs from the places of "
                             "publication.json and gives no reason")


def compare(publication: Mapping[str, Any], revealed: Sequence[Mapping[str, Any]], elsewhere: bool) -> None:
    """Rank every nomination again by the published method, and compare line by line."""
    told, given = publication.get("nominations", []), publication["rubric"]
    if not told:
        return
    method = methods.Method(publication["method"]["name"], publication["method"]["version"])
    ids = [line["project_id"] for line in publication["standings"]]
    standing = [nominations.Nomination(each["key"], each["weights"], _in_order(each, ids)) for each in told]
    cards, scale = recount_standings.cards_of(revealed), Scale(given["scale_min"], given["scale_max"])
    rankings = nominations.rankings(method, standing, cards, recounting.rubric_of(given), scale)
    for each, ranking in zip(told, rankings, strict=True):
        again, where = nominations.numbers(ranking), f"nomination {each['key']}, standing"
        for number, (line, recounted) in enumerate(zip(each["standings"], again, strict=True), 1):
            if set(line) != set(recounted):
                raise Difference(layout.PUBLICATION, f"{where} {number}", "it is not laid out as it must be")
        recount_standings.compare_lines(where, each["standings"], again, elsewhere)


def _in_order(each: Mapping[str, Any], ids: Sequence[int]) -> tuple[int, ...]:
    own = {line["project_id"] for line in each["standings"]}
    return tuple(sorted(project for project in ids if project in own))
