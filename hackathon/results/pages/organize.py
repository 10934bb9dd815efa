"""What an organizer does with results: look at them and withdraw them."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions.words import METHODS
from hackathon.judging import queries_help
from hackathon.results import (
    actions,
    plot,
    queries,
    queries_appeals,
    queries_carried,
    queries_carried_moves,
    queries_proposals,
    queries_votes,
    snapshot,
    written,
)
from hackathon.results.forms import ProposeForm, WithdrawForm
from hackathon.results.forms_rounds import CarriedForm
from hackathon.results.pages import leaderboard, pages
from hackathon.rules import methods
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms
from hackathon.web.forms import BaseForm


@pages.get("/<edition:edition>/organize/results")
@access.needs(Permission.RESULTS_PREVIEW)
def preview() -> Response:
    """Show the standings as they would be published now, and what was published before."""
    return shown(WithdrawForm(formdata=None))


def shown(form: BaseForm) -> Response:
    """Show the page with the form that was sent, and the others empty."""
    drafts, not_begun = queries.open_reviews()
    history = queries.publications()
    values = {"drafts": drafts, "not_begun": not_begun, "history": history, "number": leaderboard.number}
    values["current"] = next((each for each in history if each.is_in_force), None)
    values["judging_open"] = clock.now() < g.edition.round.judging_closes
    live = snapshot.of_now(g.edition)
    values["unchanged"] = values["current"] is not None and written.is_same(live, values["current"])
    values |= {**compared(live), **_sure(live), **_deliberation(), **_forms(form, live), **_carried(live)}
    return forms.page("results/preview.html", form, live=live, **values)


def _forms(sent: BaseForm, live: snapshot.Snapshot) -> dict[str, BaseForm]:
    proposing = sent if isinstance(sent, ProposeForm) else ProposeForm(formdata=None)
    proposing.seen.data = live.digest
    deciding = sent if isinstance(sent, CarriedForm) else CarriedForm(formdata=None)
    deciding.seen.data = live.carrying.seen if live.carrying else ""
    return {
        "proposing": proposing,
        "withdrawing": sent if isinstance(sent, WithdrawForm) else WithdrawForm(None),
        "deciding": deciding,
    }


def _carried(live: snapshot.Snapshot) -> dict[str, Any]:
    """Return where carried scores come from, whom a newer revision changes, and where these scores go."""
    into = queries_carried.later_round_that_carries(g.edition)
    return {"moves": queries_carried_moves.moves(g.edition, live), "carried_into": into}


def _deliberation() -> dict[str, Any]:
    """Return the proposal that waits, what became of the last one, the chair, and the votes on ties."""
    running = queries_votes.running()
    return {
        "waiting": queries_proposals.waiting(),
        "answered": queries_proposals.last_decided(),
        "chair": queries_proposals.chair(),
        "poll": queries_votes.poll_of(running) if running else None,
        "past_votes": queries_votes.past_polls(),
        "unanswered": queries_appeals.count_all_unanswered(),
    }


def compared(live: snapshot.Snapshot) -> dict[str, Any]:
    """Return the places by the method that is not the official one, and how many of them differ."""
    other = methods.other_than(live.method)
    places = live.places_by(other)
    differing = sum(line.place != places.get(line.project_id) for line in live.standings)
    return {"other_places": places, "other_name": METHODS[other.name], "differing": differing}


def _sure(live: snapshot.Snapshot) -> dict[str, Any]:
    """Return how sure the places are, and where one more review would help most."""
    return {
        "plot": plot.plot_of(live.standings, g.edition.round.prize_places),
        "percent": leaderboard.percent,
        "helpful": queries_help.where_reviews_help(g.edition, ticks=clock.ticks()) if live.ranked else [],
        "titles": {line.project_id: line.project_title for line in live.standings},
        "honours": leaderboard.honours(live, list(live.standings)),
    }


@pages.post("/<edition:edition>/organize/results/withdraw")
@access.needs(Permission.RESULTS_WITHDRAW)
def withdraw() -> ResponseReturnValue:
    """Take the results back, with a reason that everybody reads."""
    form = WithdrawForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.withdraw_results(
            actor.current(), g.edition, form.reason.data, now=clock.now(), private=form.private.data
        )
    ):
        flash(_("The results are withdrawn. The page of results says so and gives your reason."), "success")
        return redirect(url_for("results.preview"), 303)
    return shown(form)
