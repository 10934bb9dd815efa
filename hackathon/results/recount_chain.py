"""Check the chain of a recount bundle: every link, its sealed end, and what the revealed entries say."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hackathon.results import bundle_files as layout
from hackathon.results.container import Difference
from hackathon.rules import chain

LINE = re.compile(r"([1-9][0-9]{0,8}),([0-9a-f]{64}),([0-9a-f]{64})")
SALT = re.compile(r"[0-9a-f]{32}")
TOKEN = re.compile(r"[0-9a-f]{32}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SAID = {"at", "by", "judge", "marks", "project", "status"}


def seals(content: bytes, sealed: Mapping[str, Any]) -> list[str]:
    """Follow the chain from its beginning to the end that was published; return the seals."""
    header, *lines, rest = content.decode("utf-8", "replace").split("\n")
    if header != "number,seal,digest" or rest:
        where = "line 1" if rest == "" else "last line"
        raise Difference(layout.CHAIN, where, "the table is not laid out as it must be")
    found, previous = [], chain.START
    for number, line in enumerate(lines, 1):
        parts = LINE.fullmatch(line)
        if not parts or int(parts[1]) != number:
            raise Difference(layout.CHAIN, f"entry {number}", "there is no such line in order")
        if chain.link(number, previous, parts[2]) != parts[3]:
            raise Difference(layout.CHAIN, f"entry {number}", "its digest is not that of its number, the digest "
                             "before it and its seal")
        found.append(parts[2])
        previous = parts[3]
    if sealed != {"head": previous, "length": len(found)}:
        raise Difference(layout.CHAIN, f"entry {len(found)}", "the chain does not end as publication.json says")
    return found


def revealed(content: bytes, sealed: list[str], publication: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the entries that count, each proved by its seal."""
    *lines, rest = content.decode("utf-8", "surrogateescape").split("\n")
    if rest:
        raise Difference(layout.REVEALED, f"line {len(lines) + 1}", "the last line does not end")
    found, last, cards = [], 0, set()
    for position, line in enumerate(lines, 1):
        entry = _entry(line, position)
        number, said = entry["number"], entry["content"]
        where = f"entry {number}"
        if not last < number <= len(sealed):
            raise Difference(layout.REVEALED, where, "it is out of order, or the chain has no such entry")
        if chain.seal(entry["salt"], chain.canonical(said)) != sealed[number - 1]:
            raise Difference(layout.REVEALED, where, "salt and content do not give the seal in chain.csv")
        _check(said, where, publication)
        if (card := (said["project"], said["judge"])) in cards:
            raise Difference(layout.REVEALED, where, "the same judge's card counts twice")
        cards.add(card)
        last = number
        found.append(entry)
    return found


def _entry(line: str, position: int) -> dict[str, Any]:
    where = f"line {position}"
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise Difference(layout.REVEALED, where, f"it is not JSON at character {error.pos}") from error
    if not isinstance(entry, dict) or set(entry) != {"number", "salt", "content"} or chain.canonical(entry) != line:
        raise Difference(layout.REVEALED, where, "it is not one entry in canonical JSON")
    well_formed = type(entry["number"]) is int and isinstance(entry["salt"], str) and SALT.fullmatch(entry["salt"])
    if not well_formed or not isinstance(entry["content"], dict) or set(entry["content"]) != SAID:
        raise Difference(layout.REVEALED, where, "number, salt or content are not as they must be")
    return entry


def _check(said: Mapping[str, Any], where: str, publication: Mapping[str, Any]) -> None:
    rubric = publication["rubric"]
    keys = {criterion["key"] for criterion in rubric["criteria"]}
    marks = said["marks"]
    projects = {line["project_id"] for line in publication["standings"]}
    faults = (
        (said["status"] != "finished", "the card is not finished, so it cannot count"),
        (said["project"] not in projects, "its project is not in the standings"),
        (not TOKEN.fullmatch(said["judge"]) or not MOMENT.fullmatch(said["at"]), "judge or moment are malformed"),
        (set(marks) != keys, "it does not mark every criterion of the rubric"),
        (not all(_is_mark(mark, rubric) for mark in marks.values()), "a mark is not on the scale"),
    )
    for is_wrong, what in faults:
        if is_wrong:
            raise Difference(layout.REVEALED, where, what)


def _is_mark(mark: Any, rubric: Mapping[str, Any]) -> bool:
    return type(mark) is int and rubric["scale_min"] <= mark <= rubric["scale_max"]
