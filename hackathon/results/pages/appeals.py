"""Appeals: the captain's form, and the organizers' list with their answers."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import NotFound
from hackathon.results import actions_appeals as actions
from hackathon.results import queries, queries_appeals
from hackathon.results.actions_appeals import Grounds
from hackathon.results.forms import AnswerForm, AppealForm
from hackathon.results.pages import pages
from hackathon.rules import appeals
from hackathon.rules.permissions import Permission, permit
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/results/appeal", methods=["GET", "POST"])
@access.guards(Permission.APPEAL_FILE)
def appeal() -> ResponseReturnValue:
    """Show a team its appeals with their answers; the captain can file one in time."""
    team, form, now = _own_team(), AppealForm(), clock.received_at()
    if form.is_submitted():
        permit(actor.current(), Permission.APPEAL_FILE, team)
    if form.validate_on_submit() and form.performs(
        lambda: actions.file_appeal(actor.current(), team, Grounds(form.grounds.data, form.request.data), now=now)
    ):
        flash(_("Your appeal is filed. The organizers answer it; you get a letter."), "success")
        return redirect(url_for("results.appeal"), 303)
    return _page(form, team)


def _own_team() -> Any:
    team = queries_appeals.team_of(actor.current())
    if team is None:
        raise NotFound()
    return team


def _page(form: AppealForm, team: Any) -> Response:
    results, own = queries.public_results(), queries_appeals.own_appeals(actor.current())
    until = results.appeals_until if results else None
    filed = results is not None and any(each.results_id == results.id for each in own)
    values = {"results": results, "appeals": own, "team": team, "until": until, "filed": filed}
    return forms.page("results/appeal.html", form, is_open=appeals.is_open(until, clock.now()), **values)


@pages.get("/<edition:edition>/organize/results/appeals")
@access.needs(Permission.APPEAL_READ)
def list_appeals() -> str:
    """List all appeals, those that wait first."""
    return render_template("results/appeals.html", appeals=queries_appeals.all_appeals())


@pages.route("/<edition:edition>/organize/results/appeals/<int:appeal_id>", methods=["GET", "POST"])
@access.needs(Permission.APPEAL_ANSWER)
def answer_appeal(appeal_id: int) -> ResponseReturnValue:
    """Read one appeal and answer it."""
    found, form, who = queries_appeals.appeal(appeal_id), AnswerForm(), actor.current()
    if form.validate_on_submit() and form.performs(lambda: _answer(who, appeal_id, form)):
        flash(_("The appeal is answered. The team gets a letter."), "success")
        return redirect(url_for("results.list_appeals"), 303)
    return forms.page("results/answer_appeal.html", form, appeal=found)


def _answer(who: Any, appeal_id: int, form: AnswerForm) -> Any:
    return actions.answer_appeal(who, g.edition, appeal_id, form.outcome.data, form.answer.data, now=clock.now())
