"""Two people publish: the organizer's proposal, and the page on which the chair of the jury answers it."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.results import actions_proposals as actions
from hackathon.results import plot, queries, queries_proposals, snapshot
from hackathon.results.actions_proposals import Words
from hackathon.results.forms import ProposeForm, SendBackForm
from hackathon.results.pages import leaderboard, pages
from hackathon.results.pages.organize import compared, shown
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.post("/<edition:edition>/organize/results/propose")
@access.needs(Permission.RESULTS_PROPOSE)
def propose() -> ResponseReturnValue:
    """Propose the standings that the organizer looked at."""
    form = ProposeForm()
    words, seen = Words(form.note.data or "", form.correction.data or "", form.hides_previous.data), form.seen.data
    if form.validate_on_submit() and form.performs(
        lambda: actions.propose_results(actor.current(), g.edition, words, now=clock.now(), seen=seen)
    ):
        flash(_("The results are proposed. The chair of the jury gets a letter."), "success")
        return redirect(url_for("results.preview"), 303)
    return shown(form)


@pages.post("/<edition:edition>/organize/results/take-back")
@access.needs(Permission.RESULTS_PROPOSE)
def take_back() -> ResponseReturnValue:
    """Take the proposal back."""
    actions.take_back_proposal(actor.current(), g.edition, now=clock.now())
    flash(_("The proposal is taken back."), "success")
    return redirect(url_for("results.preview"), 303)


@pages.get("/<edition:edition>/chair/results")
@access.needs(Permission.RESULTS_CONFIRM)
def chair_desk() -> Response:
    """Show the chair what is proposed; without a proposal, or with one that no longer counts, no standings."""
    return _desk(SendBackForm(formdata=None))


def _desk(form: SendBackForm) -> Response:
    proposal = queries_proposals.waiting()
    values: dict[str, Any] = {"proposal": proposal, "current": queries.public_results(), "live": None}
    values["elsewhere"] = [each for each in queries_proposals.waiting_rounds() if each != g.edition.round.number]
    if proposal is not None:
        values |= _proposed(proposal)
        form.seen.data = proposal.digest
    return forms.page("results/chair.html", form, number=leaderboard.number, **values)


def _proposed(proposal: Any) -> dict[str, Any]:
    """Return the standings if they still are what was proposed."""
    live = snapshot.of_now(g.edition)
    if live.digest != proposal.digest:
        return {"live": None}
    sure = {"plot": plot.plot_of(live.standings, g.edition.round.prize_places), "percent": leaderboard.percent}
    titles = {line.project_id: line.project_title for line in live.standings}
    hidden = frozenset(titles)
    return {"live": live, "titles": titles, **compared(live), **sure,
            "honours": leaderboard.honours(live, list(live.standings), hidden)}  # fmt: skip


@pages.post("/<edition:edition>/chair/results/confirm")
@access.needs(Permission.RESULTS_CONFIRM)
def confirm() -> ResponseReturnValue:
    """Publish exactly what the chair looked at."""
    actions.confirm_results(actor.current(), g.edition, now=clock.now(), seen=request.form.get("seen"))
    flash(_("The results are published. Letters to teams and jury are on their way."), "success")
    return redirect(url_for("results.chair_desk"), 303)


@pages.post("/<edition:edition>/chair/results/send-back")
@access.needs(Permission.RESULTS_CONFIRM)
def send_back() -> ResponseReturnValue:
    """Refuse the proposal with a reason."""
    form = SendBackForm()
    reason, seen = form.reason.data, form.seen.data
    if form.validate_on_submit() and form.performs(
        lambda: actions.send_back_results(actor.current(), g.edition, reason, now=clock.now(), seen=seen)
    ):
        flash(_("The proposal is sent back. The organizers get a letter with your reason."), "success")
        return redirect(url_for("results.chair_desk"), 303)
    return _desk(form)
