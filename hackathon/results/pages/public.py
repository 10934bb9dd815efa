"""What everybody sees of results: nothing before publication, and afterwards what was frozen."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, g, make_response, render_template, request
from markupsafe import Markup

from hackathon import clock
from hackathon.errors import NotFound
from hackathon.judging import queries_rounds
from hackathon.results import exports, queries, queries_appeals, queries_carried_moves, queries_names, written
from hackathon.results.pages import leaderboard, pages
from hackathon.rules import appeals
from hackathon.web import access, actor, csv_export, rendered


@pages.get("/<edition:edition>/results")
@access.public
def show_results() -> Response | str:
    """Show the leaderboard, or say that there is none yet or no longer."""
    history = queries.publications()
    results = next((each for each in history if each.is_in_force), None)
    if results is None:
        withdrawn = [each for each in history if each.withdrawn_at is not None]
        return render_template("results/not_published.html", withdrawn=withdrawn[:1], rounds=_rounds())
    page, until = make_response(_leaderboard(results, history)), results.appeals_until
    # The page says that appeals are possible until then.
    return rendered.share(page, own_copy=True, until=until if appeals.is_open(until, clock.now()) else None)


def _leaderboard(results: Any, history: list[Any]) -> str:
    wanted = request.args.get("challenge", "")
    board = leaderboard.board_of(results, history)
    if wanted and wanted not in dict(board.challenges):
        raise NotFound()
    own = queries.own_standing(actor.current(), results)
    own_row = leaderboard.row(results, own, board.named, is_own=True) if own else Markup("")
    # A page's values live until the next collection of garbage: not the lines of 1,000 teams for each reader.
    rows = partial(board.rows, wanted, own_row, own.project_id if own else None)
    values = {"results": results, "history": history, "board": board, "own": own, "wanted": wanted}
    values |= {"rows": rows, "number": leaderboard.number, "rounds": _rounds(), **_state(results)}
    return render_template("results/show_results.html", **values)


def _state(results: Any) -> dict[str, Any]:
    """Say whether teams can still appeal, whether the results may still change, and what happened before since."""
    until, now, unanswered = results.appeals_until, clock.now(), queries_appeals.count_unanswered()
    preliminary = appeals.is_preliminary(until, now, unanswered)
    since = queries_carried_moves.since(g.edition, results)
    return {"appealing": appeals.is_open(until, now), "preliminary": preliminary, "since": since}


def _rounds() -> dict[str, Any]:
    """Return what leads to the other rounds of an edition that has several, and who came into this one."""
    if len(g.edition.rounds) == 1:
        return {}
    return {"published": queries.published_rounds(), "entries": queries_rounds.entries()}


@pages.get("/<edition:edition>/results.csv")
@access.public
def download_csv() -> Response:
    """Offer the leaderboard as a table, with the sums that every score can be recomputed from."""
    results = _published()
    header, rows = exports.table(results, queries.public_standings(results), queries_names.named_publicly())
    return rendered.share(csv_export.csv_response(exports.file_name(g.edition, "results"), header, rows), own_copy=True)


@pages.get("/<edition:edition>/results.json")
@access.public
def download_json() -> Response:
    """Offer exactly the text whose SHA-256 is the digest on the page."""
    results = _published()
    text = written.published_text(results, queries.public_standings(results))
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = _attached("results.json")
    return rendered.share(response, own_copy=True)


@pages.get("/<edition:edition>/results/bundle")
@access.public
def download_bundle() -> Response:
    """Offer everything that anybody needs to recount the results, as one zip."""
    content = queries.bundle_of(_published())
    if content is None:
        raise NotFound()
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = _attached("recount.zip")
    return rendered.share(response, own_copy=True)


@pages.get("/<edition:edition>/results/revisions/<int:revision>/bundle")
@access.public
def download_revision(revision: int) -> Response:
    """Offer the recount bundle of an older revision, unless it showed what must stay private."""
    found = queries.older_revision(revision)
    content = queries.bundle_of(found) if found is not None else None
    if content is None:
        raise NotFound()
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = _attached(f"recount-{revision}.zip")
    return response


def _attached(what: str) -> str:
    return f'attachment; filename="{exports.file_name(g.edition, what)}"'


def _published() -> Any:
    results = queries.public_results()
    if results is None:
        raise NotFound()
    return results
