"""Asking a team for a seat, and answering."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import BadRequest
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_asking as actions
from hackathon.teams import queries, queries_joining
from hackathon.teams.forms_joining import AnswerForm, AskForm
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/teams/<int:team_id>/ask", methods=["GET", "POST"])
@access.needs(Permission.TEAM_JOIN)
def ask_to_join(team_id: int) -> Response:
    """Ask a team for a seat."""
    team, form = queries.visible_team(actor.current(), team_id), AskForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.ask_to_join(actor.current(), team, form.words.data or "", now=clock.received_at())
    ):
        flash(_("The captain is asked by letter. The answer comes to you by letter, too."), "success")
        return redirect(url_for("teams.my_team"), 303)
    hindrance = queries_joining.joining(actor.current(), team, clock.now())
    return forms.page("teams/ask_to_join.html", form, team=team, hindrance=hindrance)


@pages.post("/<edition:edition>/my-team/requests/<int:request_id>/withdraw")
@access.guards(Permission.REGISTRATION_OWN)
def withdraw_request(request_id: int) -> Response:
    """Take a request back."""
    found = queries_joining.own_request(actor.current(), request_id)
    actions.withdraw_request(actor.current(), found, now=clock.received_at())
    flash(_("Your request is taken back."), "success")
    return redirect(url_for("teams.my_team"), 303)


@pages.post("/<edition:edition>/teams/<int:team_id>/requests/<int:request_id>")
@access.guards(Permission.TEAM_EDIT)
def answer_request(team_id: int, request_id: int) -> Response:
    """Take somebody in, or decline."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    found, form, step = queries_joining.request_to(team, request_id), AnswerForm(), request.form.get("step")
    if not form.validate():
        return forms.page("teams/answer_request.html", form, team=team, found=found)
    if step not in ("accept", "decline"):
        raise BadRequest()
    words, accepts = form.words.data or "", step == "accept"
    actions.answer_request(actor.current(), found, accepts, words, now=clock.received_at())
    flash(_("The person is in your team.") if accepts else _("The request is declined."), "success")
    return redirect(url_for("teams.show_team", team_id=team_id), 303)
