"""Addresses that begin with an edition's key: enter its scope, and fill the key into links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app, g, request
from werkzeug.routing import BaseConverter, IntegerConverter, Map, Rule

from hackathon.editions import queries as editions
from hackathon.editions import scope
from hackathon.errors import NotFound

ROUND = "/rounds/"
IN_EDITION, IN_ROUND = "/<edition:edition>/", "/<edition:edition>/rounds/<round:in_round>/"


class EditionKeyConverter(BaseConverter):
    """Match keys such as `kz-2026` and `kz-2026-trial`; links may name a round of judging, too: `kz-2026/rounds/2`."""

    regex = r"[a-z][a-z0-9]{1,15}-[0-9]{4}(?:-[a-z0-9]{1,15})?"

    def to_url(self, value: str) -> str:
        return value


class RoundConverter(BaseConverter):
    """Match the number of a round of judging."""

    regex = "[1-9]"


class EditionRule(Rule):
    """Put beside each address in an edition the same one in a round of its judging.

    Part by part they are found at once; a key that may hold slashes would have a hundred addresses tried in turn.
    """

    def get_rules(self, url_map: Map) -> Iterator[Rule]:
        yield self
        if self.rule.startswith(IN_EDITION):
            in_round = Rule(self.rule.replace(IN_EDITION, IN_ROUND, 1), **self.get_empty_kwargs())
            in_round.provide_automatic_options = self.provide_automatic_options
            yield in_round


class IdConverter(IntegerConverter):
    """Match the numbers that a row can have; a database fails on larger ones."""

    regex = "[0-9]+"

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        super().__init__(url_map, *args, **{"max": 2**31 - 1, **options})


def init_app(app: Flask) -> None:
    """Register the converters and the steps before and after a request."""
    app.url_rule_class = EditionRule
    app.url_map.converters["edition"] = EditionKeyConverter
    app.url_map.converters["round"] = RoundConverter
    app.url_map.converters["int"] = IdConverter
    app.url_value_preprocessor(_take_key)
    app.url_defaults(_fill_key)
    app.before_request(_enter_edition)
    app.teardown_request(lambda error: scope.leave())


def _take_key(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.edition = None
    g.edition_key = values.pop("edition", None) if values else None
    number = values.pop("in_round", None) if values else None
    if number is not None:
        g.edition_key += ROUND + number
    g.round_number = None
    scope.leave()


def _enter_edition() -> None:
    if g.get("edition_key") is None or request.endpoint is None:
        return
    key, _, number = g.edition_key.partition(ROUND)
    g.edition = editions.edition_by_key(key)
    if g.edition is None:
        raise NotFound()
    g.round_number = int(number or g.edition.round_number)
    if g.round_number > len(g.edition.rounds):
        raise NotFound()
    scope.enter(g.edition.id, g.round_number)
    # Links out of an earlier or later round stay in it.
    g.edition_key = address(g.edition, g.round_number)


def address(edition: Any, number: int) -> str:
    """Return how addresses name an edition in one of its rounds: by its key alone in the round that it is in."""
    return edition.key if number == edition.round_number else f"{edition.key}{ROUND}{number}"


def _fill_key(endpoint: str, values: dict[str, Any]) -> None:
    if "edition" in values or g.get("edition_key") is None:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, "edition"):
        values["edition"] = g.edition_key
