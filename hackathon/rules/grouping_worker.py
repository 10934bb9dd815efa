"""Divide people in a process of its own, which gives its memory back: JSON comes in and goes out."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from hackathon.rules.grouping import Division, Person, Terms, Wish
from hackathon.rules.grouping_exact import divide


def packed(people: list[Person], terms: Terms) -> str:
    """Return what the process reads."""
    rows = [{**asdict(each), "languages": sorted(each.languages)} for each in people]
    return json.dumps({"people": rows, "terms": asdict(terms)})


def answered(text: str) -> str:
    """Return what the process says about what it has read."""
    given: dict[str, Any] = json.loads(text)
    people = [Person(**{**row, "languages": frozenset(row["languages"])}) for row in given["people"]]
    wishes = tuple(Wish(each) for each in given["terms"]["wishes"])
    return json.dumps(asdict(divide(people, Terms(**{**given["terms"], "wishes": wishes}))))


def unpacked(text: str) -> Division:
    """Return the division that the process found."""
    found = json.loads(text)
    return Division(tuple(tuple(team) for team in found["teams"]), found["cost"], found["bound"])


if __name__ == "__main__":
    sys.stdout.write(answered(sys.stdin.read()))
