"""Organizers add, edit and remove the sessions of the event, and see how far people came."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.attendance import actions_sessions as actions
from hackathon.attendance import queries, queries_states, words
from hackathon.attendance.forms import event_session_form
from hackathon.attendance.pages import pages
from hackathon.rules import attendance as rules
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms


@pages.get("/<edition:edition>/organize/attendance/")
@access.needs(Permission.EDITION_ORGANIZE)
def list_sessions() -> str:
    """Show the sessions with how many came, how far people came, and what can be printed."""
    sessions, now = queries.sessions(), clock.now()
    values = {"sessions": sessions, "counts": queries.counts(), "states": queries_states.counts()}
    values |= {"open": {each.id for each in sessions if rules.is_open(each.starts_at, now)}}
    return render_template("attendance/list_sessions.html", state_names=words.STATES, **values)


@pages.route("/<edition:edition>/organize/attendance/add", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def add_session() -> ResponseReturnValue:
    """Add a session."""
    form = event_session_form(g.edition)
    if form.validate_on_submit() and form.performs(
        lambda: actions.add_session(actor.current(), g.edition, form.values(), now=clock.now())
    ):
        flash(_("The session is added."), "success")
        return redirect(url_for("attendance.list_sessions"), 303)
    return forms.page("attendance/edit_session.html", form, event=None)


@pages.route("/<edition:edition>/organize/attendance/<int:event_session_id>", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_session(event_session_id: int) -> ResponseReturnValue:
    """Change a session."""
    event = queries.session_by_id(event_session_id)
    form = event_session_form(g.edition, event)
    if form.validate_on_submit() and form.performs(lambda: _save(event, form)):
        flash(_("Saved."), "success")
        return redirect(url_for("attendance.list_sessions"), 303)
    conflicts.compare(form, lambda: event_session_form(g.edition, queries.session_by_id(event_session_id), typed=False))
    return forms.page("attendance/edit_session.html", form, event=event)


def _save(event: Any, form: Any) -> None:
    actions.edit_session(actor.current(), event, form.values(), form.version.data or 0, now=clock.now())


@pages.post("/<edition:edition>/organize/attendance/<int:event_session_id>/remove")
@access.needs(Permission.EDITION_EDIT)
def remove_session(event_session_id: int) -> ResponseReturnValue:
    """Remove a session to which nobody was checked in."""
    actions.remove_session(actor.current(), queries.session_by_id(event_session_id), now=clock.now())
    flash(_("The session is removed."), "success")
    return redirect(url_for("attendance.list_sessions"), 303)
