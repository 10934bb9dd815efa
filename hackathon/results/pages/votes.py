"""The jury's vote on a tie: the organizers' buttons and the judge's ballot."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import BadRequest
from hackathon.results import actions_votes as actions
from hackathon.results import queries_votes as queries
from hackathon.results.forms import BallotForm, ballot_form
from hackathon.results.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms
from hackathon.web.fields import storable


@pages.post("/<edition:edition>/organize/results/votes")
@access.needs(Permission.TIE_OPEN)
def open_vote() -> ResponseReturnValue:
    """Ask the jury to vote on projects that share a place."""
    actions.open_vote(actor.current(), g.edition, _chosen(), now=clock.now())
    flash(_("The vote is open. Every judge without a conflict of interest gets a letter."), "success")
    return redirect(url_for("results.preview", _anchor="ties"), 303)


def _chosen() -> list[int]:
    try:
        return [storable(each) for each in request.form.getlist("projects")[:100]]
    except ValueError as error:
        raise BadRequest() from error


@pages.post("/<edition:edition>/organize/results/votes/<int:vote_id>/close")
@access.needs(Permission.TIE_OPEN)
def close_vote(vote_id: int) -> ResponseReturnValue:
    """Count the ballots."""
    actions.close_vote(actor.current(), g.edition, vote_id, now=clock.now())
    flash(_("The vote is closed and counted. The standings below rest on it."), "success")
    return redirect(url_for("results.preview", _anchor="ties"), 303)


@pages.get("/<edition:edition>/vote")
@access.needs(Permission.TIE_VOTE)
def tie_ballot() -> Response:
    """Show a judge the ballot, filled with what was voted before."""
    return _ballot(None)


def _ballot(sent: BallotForm | None) -> Response:
    vote = queries.running()
    allowed = vote is not None and queries.may_vote(actor.current().user_id, vote)
    form, cast = sent or BallotForm(formdata=None), None
    if allowed:
        cast = queries.ballot_of(vote, actor.current().user_id)
        form = sent or _form(vote, cast.ranking if cast else [], formdata=None)
        form.vote.data = vote.id
    return forms.page("results/ballot.html", form, vote=vote, allowed=allowed, cast=cast)


def _form(vote: Any, ranking: list[int], **options: Any) -> BallotForm:
    return ballot_form(queries.on_the_ballot(g.edition, vote.projects), ranking, **options)


@pages.post("/<edition:edition>/vote")
@access.needs(Permission.TIE_VOTE)
def cast_ballot() -> ResponseReturnValue:
    """Keep the judge's order."""
    now, vote = clock.received_at(), queries.running()
    form = _form(vote, []) if vote else BallotForm()
    if form.validate_on_submit() and form.performs(lambda: _cast(form, now)):
        flash(_("Your vote is kept. You can change it until the organizers close the vote."), "success")
        return redirect(url_for("results.tie_ballot"), 303)
    return _ballot(form)


def _cast(form: BallotForm, now: Any) -> None:
    ranking = form.ranking() if hasattr(form, "candidates") else []
    actions.cast_ballot(actor.current(), g.edition, form.vote.data, ranking, now=now)


def rounds_with_ties() -> list[int]:
    """Return the rounds in which the reader, a judge, can vote on a tie now."""
    return queries.running_for(actor.current().user_id)


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"rounds_with_ties": rounds_with_ties}
