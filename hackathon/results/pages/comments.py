"""The comments to teams, looked through before they are published."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon import clock
from hackathon.errors import BadRequest, NoProposal
from hackathon.results import actions_comments as actions
from hackathon.results import queries, queries_comments, queries_proposals
from hackathon.results.actions_comments import Reason
from hackathon.results.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, paging

REASONS = {
    Reason.HURTS: _l("It hurts somebody"),
    Reason.PERSONAL: _l("It tells something personal"),
    Reason.CONFIDENTIAL: _l("It tells what the jury keeps to itself"),
    Reason.OTHER_TEAM: _l("It is about another team"),
}


@pages.get("/<edition:edition>/organize/results/comments")
@access.needs(Permission.COMMENT_MODERATE)
def list_comments() -> str:
    """List what judges wrote to teams, each with a button to withhold it."""
    if not actor.may(Permission.EDITION_ORGANIZE, g.edition) and not _is_proposed():
        raise NoProposal()
    rows, total = queries_comments.all_comments(page=paging.wanted_page(), size=paging.SIZE)
    return render_template("results/comments.html", page=paging.shown(rows, total), reasons=REASONS)


def _is_proposed() -> bool:
    return queries_proposals.waiting() is not None or queries.public_results() is not None


@pages.post("/<edition:edition>/organize/results/comments/<int:scorecard_id>/withhold")
@access.needs(Permission.COMMENT_MODERATE)
def withhold_comment(scorecard_id: int) -> Response:
    """Keep a comment from its team."""
    actions.withhold_comment(actor.current(), g.edition, scorecard_id, _reason(), now=clock.now())
    flash(_("The comment is withheld: the team does not get it."), "success")
    return _back()


def _reason() -> Reason:
    try:
        return Reason(request.form.get("reason", ""))
    except ValueError as error:
        raise BadRequest() from error


@pages.post("/<edition:edition>/organize/results/comments/<int:scorecard_id>/release")
@access.needs(Permission.COMMENT_MODERATE)
def release_comment(scorecard_id: int) -> Response:
    """Let the team have a comment."""
    actions.release_comment(actor.current(), g.edition, scorecard_id, now=clock.now())
    flash(_("The comment is released: the team gets it with the results."), "success")
    return _back()


def _back() -> Any:
    return redirect(url_for("results.list_comments", page=paging.wanted_page()), 303)
