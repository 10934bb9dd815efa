"""What is measured: the requests of each scenario."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from urllib.parse import urlencode

from flask import Flask

from benchmarks import data, load

Stream = Iterator[bytes]
HELLO = "hello"
RUSH = "rush: submission"


@dataclass
class Scenario:
    """A name for the table, and a stream of requests for each connection; streams go on where they stopped."""

    name: str
    streams: list[Stream]
    expected: int = 200
    bare: bool = False  # asked of the bare application


def same(name: str, connections: int, request: bytes, expected: int = 200) -> Scenario:
    """Ask for the same page again and again."""
    return Scenario(name, [repeat(request) for _ in range(connections)], expected)


def hello(connections: int) -> Scenario:
    """Ask the bare application."""
    return same(HELLO, connections, load.request("GET", "/"))


def scenarios(app: Flask, connections: int, etag: Callable[[str, dict[str, str]], str]) -> list[Scenario]:
    """Return everything that is measured beside hello."""
    results, gallery = f"/{data.RESULTS}/results", f"/{data.RESULTS}/projects/"
    list_of_teams = f"/{data.RESULTS}/organize/teams/"
    organizer = _signed_in(data.organizer(app, data.RESULTS))
    known = {"If-None-Match": etag(results, {})}
    own_known = {**organizer, "If-None-Match": etag(results, organizer)}
    get = load.request
    return [
        same("results, 200", connections, get("GET", results)),
        same("results, 304", connections, get("GET", results, headers=known), 304),
        same("results, signed in, 200", connections, get("GET", results, headers=organizer)),
        same("results, signed in, 304", connections, get("GET", results, headers=own_known), 304),
        same("gallery", connections, get("GET", gallery)),
        same("gallery, signed in", connections, get("GET", gallery, headers=organizer)),
        same("organizer's list of teams", connections, get("GET", list_of_teams, headers=organizer)),
        Scenario("a bare row on the disk", [repeat(get("POST", "/row"))] * connections, bare=True),
        Scenario("scorecard save", _shared_out(data.scorings(app, data.JUDGING), connections, _saves)),
        Scenario("submission", _shared_out(data.captains(app, data.SUBMITTING), connections, _submissions), 303),
    ]


def _signed_in(browser: data.Browser) -> dict[str, str]:
    return {"Cookie": browser.cookie}


def _shared_out(work: list, connections: int, requests: Callable[[list], Stream]) -> list[Stream]:
    return [requests(work[number::connections]) for number in range(connections)]


def _saves(work: list[data.Scoring]) -> Stream:
    """Save each scorecard once, as the page does by itself, and then all of them again."""
    for turn in range(1_000_000):
        for scoring in work:
            yield _save(scoring, turn)


def _save(scoring: data.Scoring, turn: int) -> bytes:
    fields = {
        "csrf_token": scoring.browser.token,
        "version": scoring.version + turn,
        "comment_to_team": f"Well argued, and measured on a real place. {turn}",
        "comment_to_jury": "",
        **{f"c{criterion}": mark for criterion, mark in data.marks(scoring, turn).items()},
    }
    headers = {**_signed_in(scoring.browser), "X-Autosave": "1", "Accept": "application/json"}
    return load.request("POST", scoring.path, headers=headers, body=urlencode(fields).encode())


def _submissions(work: list[data.Handing]) -> Stream:
    return (_submission(handing) for handing in work)


def _submission(handing: data.Handing) -> bytes:
    fields = {"csrf_token": handing.browser.token, "digest": handing.digest, "key": f"{random.getrandbits(128):032x}"}
    return load.request("POST", handing.path, headers=_signed_in(handing.browser), body=urlencode(fields).encode())


def rush(app: Flask, minute: float) -> list[tuple[float, load.Steps]]:
    """Let every team read the review, submit and see its receipt, beginning at a moment of its own inside a minute."""
    chance, visits = random.Random(1), []
    for handing in data.captains(app, data.RUSH):
        headers = _signed_in(handing.browser)
        receipt = re.sub("submit$", "receipt", handing.path)
        steps = (
            ("rush: review before", load.request("GET", handing.path, headers=headers)),
            (RUSH, _submission(handing)),
            ("rush: receipt after", load.request("GET", receipt, headers=headers)),
        )
        visits.append((chance.uniform(0, minute), steps))
    return visits


def take(scenario: Scenario, number: int) -> list[Stream]:
    """Return streams with a few requests each, to warm the workers up."""
    return [islice(stream, number) for stream in scenario.streams]
