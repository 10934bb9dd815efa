"""The organizers' page that shows how judging goes."""

from __future__ import annotations

from functools import partial

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.judging import (
    queries_docket,
    queries_habits,
    queries_invitations,
    queries_map,
    queries_no_show,
    queries_order,
    queries_watch,
)
from hackathon.judging.pages.blueprint import decimal, pages
from hackathon.rules.permissions import Permission
from hackathon.web import access

VIEWS = ("judges", "projects", "conflicts")


@pages.get("/<edition:edition>/organize/judging/")
@access.needs(Permission.JUDGING_WATCH)
def watch() -> ResponseReturnValue:
    """Show progress by judge and by project, what is short, and who stepped back."""
    asked, order = request.args.get("show", ""), request.args.get("sort", "")
    show = asked if asked in VIEWS else VIEWS[0]
    board = queries_watch.board(g.edition.round.reviews_per_project)
    lines = queries_order.in_order(getattr(board, show), show, order)
    absent = queries_no_show.absences() if show == "projects" else []
    values = {"absent": absent, "invitations": queries_invitations.invitations()}
    values |= {"sorted_by": partial(sorted_by, show, order), "chair_id": queries_docket.chair_id()}
    return render_template("judging/watch.html", board=board, show=show, lines=lines, **values)


@pages.get("/<edition:edition>/organize/judging/map")
@access.needs(Permission.JUDGING_WATCH)
def progress_map() -> ResponseReturnValue:
    """Show who has finished what at one glance."""
    found = queries_map.map_of(queries_watch.board(g.edition.round.reviews_per_project))
    return render_template("judging/progress_map.html", map=found)


@pages.get("/<edition:edition>/organize/judging/habits")
@access.needs(Permission.JUDGING_WATCH)
def habits() -> ResponseReturnValue:
    """Describe how judges mark, and name the cards to look at again."""
    return render_template("judging/habits.html", found=queries_habits.described(g.edition), points=decimal)


def sorted_by(show: str, order: str, column: str) -> tuple[str, str | None]:
    """Return the address that sorts by a column, and how it is sorted by it now."""
    direction = {column: "ascending", f"-{column}": "descending"}.get(order)
    wanted = f"-{column}" if direction == "ascending" else column
    return url_for("judging.watch", show=show, sort=wanted), direction
