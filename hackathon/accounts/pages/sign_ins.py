"""The list of one's own sign-ins."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_entry, queries
from hackathon.accounts import actions_person as actions
from hackathon.accounts.pages.blueprint import go_on, pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, device
from hackathon.web.devices import device_name


@pages.get("/accounts/sessions")
@access.guards(Permission.ACCOUNT_EDIT)
def sessions() -> str:
    """Show where one is signed in."""
    found = queries.sessions_of(actor.user().id, now=clock.now())
    devices = [(each, device_name(each.user_agent)) for each in found]
    return render_template("accounts/sessions.html", devices=devices, present=actor.session_id())


@pages.post("/accounts/sessions/<int:session_id>/revoke")
@access.guards(Permission.ACCOUNT_EDIT)
def revoke_session(session_id: int) -> Response:
    """End one sign-in."""
    actions.revoke_session(actor.current(), actor.user(), session_id, now=clock.now())
    flash(_("The sign-in has ended."), "success")
    return redirect(url_for("accounts.sessions"), 303)


@pages.post("/accounts/sessions/revoke-others")
@access.guards(Permission.ACCOUNT_EDIT)
def revoke_other_sessions() -> Response:
    """End every sign-in but this one."""
    actions.revoke_other_sessions(actor.current(), actor.user(), actor.session_id(), now=clock.now())
    flash(_("All other sign-ins have ended."), "success")
    return redirect(url_for("accounts.sessions"), 303)


@pages.post("/accounts/sessions/revoke-all")
@access.guards(Permission.ACCOUNT_EDIT)
def sign_out_everywhere() -> Response:
    """End every sign-in, this one too."""
    actions_entry.sign_out_everywhere(actor.current(), actor.user(), now=clock.now())
    logout_user()
    session.clear()
    flash(_("You are signed out everywhere."), "success")
    return device.cleared(go_on(None))
