"""A teacher becomes a team's mentor by a letter, and can go again."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import InviteInvalid, NotFound
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_mentoring as actions
from hackathon.teams import queries, queries_joining
from hackathon.teams.forms import JoinForm
from hackathon.teams.forms_joining import MentorInviteForm
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms
from hackathon.web.fields import storable


@pages.route("/<edition:edition>/teams/<int:team_id>/mentors", methods=["GET", "POST"])
@access.guards(Permission.TEAM_ASK_MENTOR)
def invite_mentor(team_id: int) -> Response:
    """Show the mentors and who is asked; ask a teacher by letter."""
    team, form = _team(team_id), MentorInviteForm()
    if form.validate_on_submit() and form.performs(lambda: actions.invite_mentor(
        actor.current(), team, form.email.data, current_app.secret_key, now=clock.now()
    )):  # fmt: skip
        flash(_("The letter is on its way."), "success")
        return redirect(url_for("teams.invite_mentor", team_id=team_id), 303)
    found = queries_joining.open_invitations(team, clock.now())
    return forms.page("teams/invite_mentor.html", form, team=team, invitations=found)


@pages.post("/<edition:edition>/teams/<int:team_id>/mentors/dismiss")
@access.guards(Permission.TEAM_ASK_MENTOR)
def dismiss_mentor(team_id: int) -> Response:
    """Go on without a mentor."""
    user_id = request.form.get("user_id", 0, type=storable)
    actions.dismiss_mentor(actor.current(), _team(team_id), user_id, now=clock.now())
    flash(_("The mentor is removed."), "success")
    return redirect(url_for("teams.invite_mentor", team_id=team_id), 303)


@pages.post("/<edition:edition>/teams/<int:team_id>/mentors/resign")
@access.guards(Permission.MENTORSHIP_OWN)
def resign_as_mentor(team_id: int) -> Response:
    """Be the mentor of a team no longer."""
    found = queries.mentorship(queries.visible_team(actor.current(), team_id), actor.current().user_id)
    if found is None:
        raise NotFound()
    actions.resign(actor.current(), found, now=clock.now())
    flash(_("You are no longer a mentor of this team."), "success")
    return redirect(url_for("teams.show_team", team_id=team_id), 303)


@pages.route("/<edition:edition>/mentor/<token>", methods=["GET", "POST"])
@access.public
def accept_mentorship(token: str) -> Response:
    """Show what a mentor does; agree on pressing the button."""
    invitation, form, user = _invited(token), JoinForm(), actor.user()
    if form.validate_on_submit() and form.performs(lambda: _accept(invitation)):
        flash(_("You are now a mentor of the team."), "success")
        return redirect(url_for("teams.show_team", team_id=invitation.team_id), 303)
    is_own = queries_joining.is_meant(invitation, user)
    values = {"is_own": is_own, "user": user, "here": request.path}
    return forms.page("teams/accept_mentorship.html", form, team=invitation.team, **values)


def _accept(invitation: Any) -> None:
    actor.require_signed_in()
    actions.accept_mentorship(actor.current(), invitation, now=clock.now())


def _invited(token: str) -> Any:
    secret, now = current_app.secret_key, clock.now()
    found = queries_joining.invitation_behind(token, g.edition.id, secret, now=now, to_be=queries_joining.MENTOR)
    if found is None:
        raise InviteInvalid()
    return found


def _team(team_id: int) -> Any:
    return queries.team_to_change(actor.current(), team_id, Permission.TEAM_ASK_MENTOR)
