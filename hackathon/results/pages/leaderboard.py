"""The leaderboard's HTML: rendered once for each publication and language, and put together for each reader."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.numbers import format_percent, get_decimal_symbol
from flask import current_app, g
from flask_babel import get_locale
from markupsafe import Markup

from hackathon.results import plot, queries, queries_names
from hackathon.rules import publication, revisions
from hackathon.web import wording
from hackathon.web.locale import current_language

KEPT = 6
LARGEST_PODIUM = 9
_moments = {"local_time": wording.local_time, "moment_text": wording.moment_text}
_boards: dict[tuple[Any, ...], Board] = {}
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Row:
    project_id: int
    challenge: str
    html: Markup


@dataclass(frozen=True)
class Change:
    """A project whose place a revision changed."""

    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Board:
    """What is the same for all readers of one language."""

    lines: tuple[Row, ...]
    awards: Markup
    nominations: Markup
    podium: Markup
    plot: Markup
    method: Markup
    challenges: tuple[tuple[str, str], ...]
    ranked: int
    changes: dict[int, tuple[Change, ...]]
    named: dict[int, str]
    honoured: dict[int, Any]

    def rows(self, wanted: str, own: Markup, own_project: int | None) -> Markup:
        """Put the lines of a challenge together, with the reader's own line marked."""
        chosen = [line for line in self.lines if not wanted or line.challenge == wanted]
        return Markup("".join(own if line.project_id == own_project else line.html for line in chosen))

    def count(self, wanted: str) -> int:
        return sum(not wanted or line.challenge == wanted for line in self.lines)


def number(exact: str) -> str:
    """Write an exact number with two decimals, as the reader's language does."""
    return _number(exact, current_language())


def percent(probability: float) -> str:
    """Write a probability in whole per cent; draws never prove that something is impossible or certain."""
    sign = "< " if probability < 0.01 else "> " if probability > 0.99 else ""
    return sign + format_percent(min(max(probability, 0.01), 0.99), locale=get_locale())


@lru_cache(maxsize=2000)
def _number(exact: str, language: str) -> str:
    return str(publication.rounded(exact)).replace(".", get_decimal_symbol(language))


def board_of(results: Any, history: list[Any]) -> Board:
    """Return the rendered parts of a publication in the reader's language; hidden projects have no link."""
    hidden, seen = queries.hidden_projects(g.edition), tuple((each.digest, each.is_private) for each in history)
    # Whoever takes a consent back is on no board that is kept in memory.
    named = queries_names.named_publicly()
    names = hashlib.sha256(repr(named).encode()).digest()
    key = (results.digest, results.revision, results.published_at, hidden, seen, names, current_language())
    with _one_at_a_time:
        board = _boards.get(key) or _kept(key, _rendered(results, history, hidden, named))
    return board


def _kept(key: tuple[Any, ...], board: Board) -> Board:
    _boards[key] = board
    for old in list(_boards)[:-KEPT]:
        del _boards[old]
    return board


def row(results: Any, line: Any, named: dict[int, str], *, is_own: bool = False) -> Markup:
    """Render one line, with its link."""
    return _rows_for(results, named).row(line, is_own)


def _rows_for(results: Any, named: dict[int, str], hidden: frozenset[int] = frozenset()) -> Any:
    values = {"criteria": results.rubric["criteria"], "number": number, "plain": wording.plain, "hidden": hidden}
    values |= {"absent": results.rubric.get("did_not_appear", ()), "named": named}
    return current_app.jinja_env.get_template("results/_standing.html").make_module(values)


def _rendered(results: Any, history: list[Any], hidden: frozenset[int], named: dict[int, str]) -> Board:
    standings = queries.public_standings(results)
    macros = _rows_for(results, named, hidden)
    return Board(
        lines=tuple(Row(line.project_id, line.challenge_slug, macros.row(line, False)) for line in standings),
        **honours(results, standings, hidden),
        podium=_podium(macros, standings),
        plot=_plot(standings),
        method=Markup(_method(results, standings)),
        challenges=_challenges(standings),
        ranked=sum(line.place is not None for line in standings), **_revised(history), named=named,
    )  # fmt: skip


def honours(results: Any, standings: list[Any], hidden: frozenset[int] = frozenset()) -> dict[str, Markup]:
    """Render awards and nominations of a publication, or of what would be published now; empty where there are none."""
    values = {"number": number, "plain": wording.plain, "hidden": hidden}
    values["absent"] = results.rubric.get("did_not_appear", ())
    macros: Any = current_app.jinja_env.get_template("results/_honours.html").make_module(values)
    lines, criteria = {line.project_id: line for line in standings}, results.rubric["criteria"]
    given, told = results.awards, results.nominations
    return {"awards": macros.awards_list(given, lines) if given else Markup(""),
            "nominations": macros.nominations_list(told, lines, criteria) if told else Markup("")}  # fmt: skip


def _challenges(standings: list[Any]) -> tuple[tuple[str, str], ...]:
    found = {line.challenge_slug: wording.plain(line.challenge_title) for line in standings if line.challenge_slug}
    return tuple(sorted(found.items(), key=lambda each: each[1]))


def _podium(macros: Any, standings: list[Any]) -> Markup:
    first = [line for line in standings if line.place in (1, 2, 3)]
    return macros.podium(first) if len(first) <= LARGEST_PODIUM else Markup("")


def _revised(history: list[Any]) -> dict[str, Any]:
    return {"changes": _changes(history), "honoured": _honoured(history)}


def _changes(history: list[Any]) -> dict[int, tuple[Change, ...]]:
    """Return what each revision changed, by its number; nothing is told of one that must stay private."""
    places = {each.revision: queries.places_of(each) for each in history if len(history) > 1 and not each.is_private}
    pairs = [(revision - 1, revision) for revision in places if revision - 1 in places]
    return {after: _moved(places[before], places[after]) for before, after in pairs}


def _honoured(history: list[Any]) -> dict[int, Any]:
    """Return what each revision changed of awards and nominations, and the titles that the lines need."""
    known = {each.revision: each for each in history if len(history) > 1 and not each.is_private}
    found = {}
    for revision, after in known.items():
        before = known.get(revision - 1)
        if before is not None:
            told = ((before.awards, after.awards), (before.nominations, after.nominations))
            rows = [each for one in (before, after) for each in queries.places_of(one).items()]
            titles = {project: title for project, (_place, title) in rows}
            found[revision] = (revisions.honoured(*told), titles)
    return found


def _moved(before: dict[int, Any], after: dict[int, Any]) -> tuple[Change, ...]:
    titles = {project: title for places in (before, after) for project, (_place, title) in places.items()}
    given = ({project: place for project, (place, _title) in places.items()} for places in (before, after))
    return tuple(Change(titles[each.project], each.before, each.after) for each in revisions.moves(*given))


def _plot(standings: list[Any]) -> Markup:
    found = plot.plot_of(standings)
    macros = current_app.jinja_env.get_template("results/_plot.html").make_module()
    return macros.plot_figure(found, percent) if found else Markup("")


def _method(results: Any, standings: list[Any]) -> str:
    first = standings[0]
    sums = {key: publication.sum_of_marks(mean, first.reviews) for key, mean in first.criterion_means.items()}
    values = {"results": results, "first": first, "sums": sums}
    values["own_part"] = publication.weighed(results.rubric["criteria"], first.criterion_means)
    values["titles"] = {line.project_id: line.project_title for line in standings}
    words = {"number": number, "localized": wording.localized, **_moments}
    # Without the context of pages: what is kept for everybody knows nothing of the reader.
    return current_app.jinja_env.get_template("results/_method.html").render(**values, **words)
