"""What members do with their team: each button sends one of these."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.rules import rosters
from hackathon.rules.permissions import Permission
from hackathon.teams import actions, invites, queries, queries_joining, words
from hackathon.teams.forms import TeamForm
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms
from hackathon.web.fields import storable


@pages.get("/<edition:edition>/my-team")
@access.signed_in
def my_team() -> Response | str:
    """Go to the reader's team; without one, say how to found or join one."""
    team = queries.own_team(actor.current())
    if team is not None:
        return redirect(url_for("teams.show_team", team_id=team.id), 303)
    office = rosters.office(queries.offices_of(actor.current().user_id))
    forming = rosters.is_forming(g.edition.schedule, clock.now())
    return render_template("teams/my_team.html", forming=forming, office=office, **_openings())


def _openings() -> dict[str, Any]:
    """Return who invites the reader, and what became of the reader's requests."""
    found = queries_joining.invitations_to(actor.user(), clock.now())
    tokens = {each.id: invites.token_of(each, current_app.secret_key) for each in found}
    requests = queries_joining.requests_of(actor.current().user_id)
    return {"invitations": found, "tokens": tokens, "requests": requests, "closings": words.CLOSINGS}


@pages.route("/<edition:edition>/teams/<int:team_id>/rename", methods=["GET", "POST"])
@access.guards(Permission.TEAM_EDIT)
def rename_team(team_id: int) -> Response:
    """Give the team another name."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    form = TeamForm(obj=team)
    if form.validate_on_submit() and form.performs(
        lambda: actions.rename_team(actor.current(), team, form.name.data, now=clock.received_at())
    ):
        flash(_("The team has its new name."), "success")
        return _back(team_id)
    return forms.page("teams/rename_team.html", form, team=team)


@pages.post("/<edition:edition>/teams/<int:team_id>/leave")
@access.guards(Permission.TEAM_LEAVE)
def leave_team(team_id: int) -> Response:
    """Leave the team."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_LEAVE)
    successor = request.form.get("successor_id", type=storable)
    actions.leave_team(actor.current(), team, successor, now=clock.received_at())
    flash(_("You have left the team."), "success")
    return redirect(url_for("teams.my_team"), 303)


@pages.post("/<edition:edition>/teams/<int:team_id>/remove")
@access.guards(Permission.TEAM_EDIT)
def remove_member(team_id: int) -> Response:
    """Remove a member."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    actions.remove_member(actor.current(), team, _chosen(), now=clock.received_at())
    flash(_("The member is removed, and the team has a new invite link."), "success")
    return _back(team_id)


@pages.post("/<edition:edition>/teams/<int:team_id>/captaincy")
@access.guards(Permission.TEAM_EDIT)
def hand_over_captaincy(team_id: int) -> Response:
    """Make another member the captain."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    actions.hand_over_captaincy(actor.current(), team, _chosen(), now=clock.received_at())
    flash(_("The team has a new captain."), "success")
    return _back(team_id)


@pages.post("/<edition:edition>/teams/<int:team_id>/invite")
@access.guards(Permission.TEAM_EDIT)
def revoke_invite(team_id: int) -> Response:
    """Replace the invite link; the old one no longer works."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    actions.revoke_invite(actor.current(), team, now=clock.received_at())
    flash(_("The team has a new invite link. The old one no longer works."), "success")
    return _back(team_id)


@pages.post("/<edition:edition>/teams/<int:team_id>/close")
@access.guards(Permission.TEAM_EDIT)
def close_team(team_id: int) -> Response:
    """Close the team."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    actions.close_team(actor.current(), team, now=clock.received_at())
    flash(_("The team is closed. You can join or found another one."), "success")
    return redirect(url_for("teams.my_team"), 303)


def _chosen() -> int:
    """Return the member whom the form names; nonsense is nobody."""
    return request.form.get("member_id", 0, type=int)


def _back(team_id: int) -> Response:
    return redirect(url_for("teams.show_team", team_id=team_id), 303)
