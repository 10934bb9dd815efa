"""Recount the standings of a bundle from its marks, and compare every number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hackathon.results import bundle_files as layout
from hackathon.results.container import Difference
from hackathon.rules import chain, methods, recounting, ties
from hackathon.rules.scoring import Card, Scale

KEY = re.compile(r"[a-z0-9-]{1,40}")
NOISE = 2e-9  # an estimated score is published with nine decimals
DRAWN = {"rank_low": 1, "rank_high": 1, "p_best": 0.05, "p_top3": 0.05}


def check_layout(publication: Mapping[str, Any]) -> None:
    """Refuse a publication that nothing could be recounted from."""
    rubric, lines = publication["rubric"], publication["standings"]
    if not KEY.fullmatch(publication["edition"]) or set(publication["chain"]) != {"head", "length"}:
        raise Difference(layout.PUBLICATION, "edition and chain", "they are not as they must be")
    whole = [rubric["scale_min"], rubric["scale_max"], *(each["weight"] for each in rubric["criteria"])]
    keys = [each["key"] for each in rubric["criteria"]]
    ids = [line["project_id"] for line in lines]
    unique = len(set(keys)) == len(keys) > 0 and len(set(ids)) == len(ids)
    if rubric.get("ties", ties.SHARED) not in ties.CHOICES:
        raise Difference(layout.PUBLICATION, "rubric", f"this program does not know the ties {rubric['ties']!r}")
    if not unique or not all(type(each) is int for each in [*whole, *ids]) or not _weigh(whole[2:]):
        what = "weights, scale or projects are not as they must be"
        raise Difference(layout.PUBLICATION, "rubric and standings", what)
    try:
        recounting.rubric_of(rubric)
    except ValueError as error:
        raise Difference(layout.PUBLICATION, "votes", "the counts of the jury's vote do not fit together") from error


def _weigh(weights: Sequence[int]) -> bool:
    return min(weights) >= 0 and max(weights) > 0


def compare(publication: Mapping[str, Any], revealed: Sequence[Mapping[str, Any]], elsewhere: bool) -> None:
    """Rank the marks by the published method, and compare line by line."""
    told = publication["method"]
    method = methods.Method(told["name"], told["version"])
    if method not in methods.METHODS:
        raise Difference(layout.PUBLICATION, "method", f"this program does not know {method.name}, {method.version}")
    recounted, lines = _recounted(method, publication, revealed), publication["standings"]
    compare_lines("standing", lines, recounted, elsewhere)


def compare_lines(
    what: str, lines: Sequence[Mapping[str, Any]], recounted: Sequence[Mapping[str, Any]], elsewhere: bool
) -> None:
    """Name the first number that is not what was recounted."""
    for number, (line, again) in enumerate(zip(lines, recounted, strict=True), 1):
        for name in recounting.NUMBERS:
            if name in line and not _same(name, line[name], again[name], elsewhere):
                words = f"{name} is {line[name]}, recounted from marks.csv it is {again[name]}"
                raise Difference(layout.PUBLICATION, f"{what} {number}", _with_advice(name, words))


def cards_of(revealed: Sequence[Mapping]) -> list[Card]:
    """Return the cards that count, with the names by which judges are known in the bundle."""
    names = chain.judge_names([each["content"]["judge"] for each in revealed])
    said = [each["content"] for each in revealed]
    return [Card(each["project"], names[each["judge"]], each["marks"]) for each in said]


def _recounted(method: methods.Method, publication: Mapping, revealed: Sequence[Mapping]) -> list[dict[str, Any]]:
    cards = cards_of(revealed)
    given = publication["rubric"]
    rubric = recounting.rubric_of(given)
    projects = [line["project_id"] for line in publication["standings"]]
    scale, carried = Scale(given["scale_min"], given["scale_max"]), recounting.carried_of(given)
    ranking = methods.rank(method, projects, cards, rubric, scale, carried)
    return recounting.numbers(ranking, projects, cards, rubric)


def _same(name: str, published: Any, again: Any, elsewhere: bool) -> bool:
    if published == again and type(published) is type(again):
        return True
    if name == "score" and isinstance(published, str) and isinstance(again, str) and "/" not in published + again:
        return abs(float(published) - float(again)) <= NOISE
    numbers = all(isinstance(each, int | float) for each in (published, again))
    return elsewhere and name in DRAWN and numbers and abs(published - again) <= DRAWN[name] + NOISE


def _with_advice(name: str, words: str) -> str:
    if name not in DRAWN:
        return words
    return f"{words} (on another kind of processor draws may differ a little: see --drawn-elsewhere)"
