"""The organizers' list of teams, and what they decide about one."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.projects import queries_progress as progress
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_organizing as actions
from hackathon.teams import queries
from hackathon.teams.forms import DisqualifyForm, MentorForm
from hackathon.teams.pages import pages
from hackathon.teams.pages.answers import answers_of
from hackathon.web import access, actor, forms, paging
from hackathon.web.fields import storable


@pages.get("/<edition:edition>/organize/teams/")
@access.needs(Permission.EDITION_ORGANIZE)
def organize_teams() -> str:
    """Show every team with how far it is; search, filter, sort."""
    wanted = progress.Wanted(
        **{name: request.args.get(name, "")[:100] for name in ("q", "admission", "state", "sort")}
    )
    rows, total = progress.teams(wanted, page=paging.wanted_page(), size=paging.SIZE)
    page = paging.shown(rows, total)
    counts = progress.counts_by_admission()
    return render_template("teams/organize_teams.html", page=page, wanted=wanted, counts=counts, paging=paging)


@pages.get("/<edition:edition>/organize/teams/<int:team_id>")
@access.needs(Permission.EDITION_ORGANIZE)
def organize_team(team_id: int) -> Response:
    """Show a team with its people, mentors and project, and what can be decided."""
    return _shown(queries.visible_team(actor.current(), team_id))


@pages.post("/<edition:edition>/organize/teams/<int:team_id>/admit")
@access.needs(Permission.TEAM_ADMIT)
def admit_team(team_id: int) -> Response:
    """Admit the team."""
    team = queries.visible_team(actor.current(), team_id)
    actions.admit_team(actor.current(), team, now=clock.now())
    flash(_("The team is admitted, and its members are told by letter."), "success")
    return _back(team_id)


@pages.post("/<edition:edition>/organize/teams/<int:team_id>/disqualify")
@access.needs(Permission.TEAM_ADMIT)
def disqualify_team(team_id: int) -> Response:
    """Disqualify the team for a reason."""
    team = queries.visible_team(actor.current(), team_id)
    form = DisqualifyForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.disqualify_team(actor.current(), team, form.reason.data, now=clock.now())
    ):
        flash(_("The team is disqualified, and its members are told by letter."), "success")
        return _back(team_id)
    return _shown(team, disqualify=form)


@pages.post("/<edition:edition>/organize/teams/<int:team_id>/mentors")
@access.needs(Permission.TEAM_MENTOR)
def add_mentor(team_id: int) -> Response:
    """Name a mentor."""
    team = queries.visible_team(actor.current(), team_id)
    form = MentorForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.add_mentor(actor.current(), team, form.email.data, now=clock.now())
    ):
        flash(_("The mentor is added and told by letter."), "success")
        return _back(team_id)
    return _shown(team, mentor=form)


@pages.post("/<edition:edition>/organize/teams/<int:team_id>/remove-mentor")
@access.needs(Permission.TEAM_MENTOR)
def remove_mentor(team_id: int) -> Response:
    """Remove a mentor."""
    team = queries.visible_team(actor.current(), team_id)
    actions.remove_mentor(actor.current(), team, request.form.get("user_id", 0, type=storable), now=clock.now())
    flash(_("The mentor is removed."), "success")
    return _back(team_id)


def _shown(team: Any, disqualify: DisqualifyForm | None = None, mentor: MentorForm | None = None) -> Response:
    """Show the organizers' page of a team with the form that was sent, if there was one."""
    line = progress.team_line(team.id)
    formed = {"disqualify": disqualify or DisqualifyForm(formdata=None), "mentor": mentor or MentorForm(formdata=None)}
    sent = disqualify or mentor or formed["mentor"]
    return forms.page("teams/organize_team.html", sent, team=team, line=line, **formed, **answers_of(team))


def _back(team_id: int) -> Response:
    return redirect(url_for("teams.organize_team", team_id=team_id), 303)
