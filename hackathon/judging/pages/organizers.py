"""The organizers' page that shows how judging goes."""

from __future__ import annotations

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.judging import queries_invitations, queries_watch
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access

VIEWS = ("judges", "projects", "conflicts")


@pages.get("/<edition:edition>/organize/judging/")
@access.needs(Permission.JUDGING_WATCH)
def watch() -> ResponseReturnValue:
    """Show progress by judge and by project, what is short, and who stepped back."""
    asked = request.args.get("show", "")
    return render_template(
        "judging/watch.html",
        board=queries_watch.board(g.edition.reviews_per_project),
        invitations=queries_invitations.invitations(),
        show=asked if asked in VIEWS else VIEWS[0],
    )
