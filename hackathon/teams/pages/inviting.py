"""The captain's invitations: by letter, by a link of their own, to people of the list."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, redirect, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_inviting as actions
from hackathon.teams import invites, queries, queries_joining
from hackathon.teams.forms_joining import InviteForm, LinkForm, link_form
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms


@pages.get("/<edition:edition>/teams/<int:team_id>/invitations")
@access.guards(Permission.TEAM_EDIT)
def list_invitations(team_id: int) -> Response:
    """Show the invitations that are open, and how to invite."""
    return _page(_team(team_id))


@pages.post("/<edition:edition>/teams/<int:team_id>/invitations/letter")
@access.guards(Permission.TEAM_EDIT)
def invite_by_email(team_id: int) -> Response:
    """Write to an address; the answer is the same whoever it belongs to."""
    team, form = _team(team_id), InviteForm()
    if form.validate_on_submit() and form.performs(lambda: actions.invite_by_email(
        actor.current(), team, form.email.data, current_app.secret_key, now=clock.received_at()
    )):  # fmt: skip
        flash(_("The letter is on its way."), "success")
        return _back(team_id)
    return _page(team, letter=form)


@pages.post("/<edition:edition>/teams/<int:team_id>/invitations/link")
@access.guards(Permission.TEAM_EDIT)
def make_link(team_id: int) -> Response:
    """Make a link that works once, or until a moment."""
    team = _team(team_id)
    form = link_form(team.edition.time_zone)
    if form.validate_on_submit() and form.performs(lambda: actions.make_link(
        actor.current(), team, form.uses.data == "once", form.ends.data, now=clock.received_at()
    )):  # fmt: skip
        flash(_("The link stands in the list below."), "success")
        return _back(team_id)
    return _page(team, link=form)


@pages.post("/<edition:edition>/teams/<int:team_id>/invitations/person/<int:user_id>")
@access.guards(Permission.TEAM_EDIT)
def invite_person(team_id: int, user_id: int) -> Response:
    """Invite somebody of the list, whose address stays unknown."""
    secret = current_app.secret_key
    actions.invite_person(actor.current(), _team(team_id), user_id, secret, now=clock.received_at())
    flash(_("The letter is on its way."), "success")
    return _back(team_id)


@pages.post("/<edition:edition>/teams/<int:team_id>/invitations/<int:invitation_id>/revoke")
@access.guards(Permission.TEAM_ASK_MENTOR)
def revoke_invitation(team_id: int, invitation_id: int) -> Response:
    """Take an invitation back."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_ASK_MENTOR)
    actions.revoke_invitation(actor.current(), team, invitation_id, now=clock.received_at())
    flash(_("The invitation no longer works."), "success")
    if actor.may(Permission.TEAM_EDIT, team):
        return _back(team_id)
    return redirect(url_for("teams.organize_team", team_id=team_id), 303)


def _team(team_id: int) -> Any:
    return queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)


def _page(team: Any, letter: InviteForm | None = None, link: LinkForm | None = None) -> Response:
    found = queries_joining.open_invitations(team, clock.now())
    tokens = {each.id: invites.token_of(each, current_app.secret_key) for each in found}
    shown = {"letter": letter or InviteForm(formdata=None), "link": link or link_form(team.edition.time_zone)}
    values = {"team": team, "invitations": found, "tokens": tokens, "now": clock.now(), **shown}
    return forms.page("teams/list_invitations.html", letter or link or shown["letter"], **values)


def _back(team_id: int) -> Response:
    return redirect(url_for("teams.list_invitations", team_id=team_id), 303)
