"""Founding a team and coming into one by an invite link."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import NotAdmitted, NotRegistered
from hackathon.rules import rosters
from hackathon.rules.permissions import Permission
from hackathon.teams import actions, actions_inviting, queries, queries_joining
from hackathon.teams.forms import JoinForm, TeamForm
from hackathon.teams.pages import pages
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/teams/found", methods=["GET", "POST"])
@access.guards(Permission.TEAM_FOUND)
def found_team() -> Response:
    """Found a team."""
    _require_allowed()
    form = TeamForm()
    if form.validate_on_submit() and form.performs(lambda: _found(form)):
        flash(_("Your team is founded. Send the invite link to the others."), "success")
        return redirect(url_for("teams.my_team"), 303)
    return forms.page("teams/found_team.html", form)


def _require_allowed() -> None:
    rosters.require_no_office(queries.offices_of(actor.current().user_id))
    if g.edition.id in actor.current().applied_in:
        raise NotAdmitted(links=((_("My registration"), url_for("registrations.my_registration")),))
    if not actor.may(Permission.TEAM_FOUND, g.edition):
        raise NotRegistered(links=((_("Register"), url_for("registrations.register")),))


def _found(form: TeamForm) -> Any:
    return actions.found_team(actor.current(), g.edition, form.name.data, now=clock.received_at())


@pages.route("/<edition:edition>/join/<token>", methods=["GET", "POST"])
@access.public
def join_team(token: str) -> Response:
    """Show where an invite link leads; join on pressing the button."""
    team, invitation = _invited(token)
    form = JoinForm()
    if form.validate_on_submit() and form.performs(lambda: _join(team, invitation)):
        flash(_("You are now a member of the team."), "success")
        return redirect(url_for("teams.my_team"), 303)
    hindrance = _hindrance(team, invitation)
    people = queries.people_of(team)
    return forms.page("teams/join_team.html", form, team=team, people=people, hindrance=hindrance, here=request.path)


def _invited(token: str) -> tuple[Any, Any]:
    """Return the team, and the invitation where the link is not the team's standing one."""
    secret = current_app.secret_key
    invitation = queries_joining.invitation_behind(token, g.edition.id, secret, now=clock.now())
    return (invitation.team, invitation) if invitation else (queries.invited_team(token, g.edition.id, secret), None)


def _hindrance(team: Any, invitation: Any) -> str:
    found = queries_joining.joining(actor.current(), team, clock.now())
    user = actor.user()
    if invitation is not None and found in ("", "apply", "waiting") and not queries_joining.is_meant(invitation, user):
        return "address"
    return found


def _join(team: Any, invitation: Any) -> None:
    actor.require_signed_in()
    if invitation is None:
        actions.join_team(actor.current(), team, team.invite_version, now=clock.received_at())
    else:
        actions_inviting.join_by_invitation(actor.current(), invitation, now=clock.received_at())
