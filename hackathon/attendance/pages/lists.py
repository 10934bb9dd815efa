"""The list to tick, and corrections of one person with a reason."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.accounts import naming
from hackathon.attendance import actions, queries
from hackathon.attendance import actions_sessions as codes
from hackathon.attendance.forms import CorrectionForm
from hackathon.attendance.pages import pages
from hackathon.editions import words as names
from hackathon.errors import BadRequest, NotFound
from hackathon.rules import attendance as rules
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, paging

AT = "/<edition:edition>/organize/attendance/<int:event_session_id>"


@pages.get(f"{AT}/list")
@access.needs(Permission.EDITION_ORGANIZE)
def tick_list(event_session_id: int) -> str:
    """Show who takes part, to be searched and ticked."""
    event, q = queries.session_by_id(event_session_id), request.args.get("q", "")[:100]
    found, total = queries.listed(event.id, q, page=paging.wanted_page(), size=paging.SIZE)
    values = {"event": event, "q": q, "page": paging.shown(found, total), "count": queries.counts().get(event.id, 0)}
    values["naming"] = naming.as_of(g.edition.results_published_at)
    values["is_open"] = rules.is_open(event.starts_at, clock.now())
    return render_template("attendance/tick_list.html", words=names, **values)


@pages.post(f"{AT}/list")
@access.needs(Permission.EDITION_ORGANIZE)
def save_list(event_session_id: int) -> ResponseReturnValue:
    """Note everybody who was ticked."""
    event = queries.session_by_id(event_session_id)
    chosen, page = request.form.getlist("ids")[: paging.SIZE], request.form.get("page", "1")
    if not (page.isascii() and page.isdigit()) or "\0" in request.form.get("q", ""):
        raise BadRequest()
    ids = {int(text) for text in chosen if text.isascii() and text.isdigit() and len(text) < 10}
    count = actions.tick(actor.current(), event, ids, now=clock.now())
    flash(ngettext("%(num)s person checked in.", "%(num)s people checked in.", count), "success")
    kept = {name: request.form[name][:100] for name in ("q", "page") if request.form.get(name)}
    return redirect(url_for("attendance.tick_list", event_session_id=event.id, **kept), 303)


@pages.route(f"{AT}/people/<int:user_id>", methods=["GET", "POST"])
@access.needs(Permission.EDITION_ORGANIZE)
def correct(event_session_id: int, user_id: int) -> ResponseReturnValue:
    """Show what was noted of somebody at a session, and correct it with a reason."""
    event, person, form = queries.session_by_id(event_session_id), _person(user_id), CorrectionForm()
    row = queries.here(event.id, user_id)
    if form.validate_on_submit() and form.performs(lambda: _correct(event, user_id, form.reason.data)):
        flash(_("Corrected.") if form.outcome else _("Nothing changed: it was so already."), "success")
        return redirect(url_for("attendance.correct", event_session_id=event.id, user_id=user_id), 303)
    values = {"event": event, "person": person, "row": row, "trail": queries.trail(event.id, user_id)}
    return forms.page("attendance/correct.html", form, team=queries.team_of(user_id), **values)


def _person(user_id: int) -> Any:
    found = queries.registration_of(user_id=user_id)
    if found is None:
        raise NotFound()
    return found


def _correct(event: Any, user_id: int, reason: str) -> bool:
    is_here = request.form.get("present") == "yes"
    return actions.correct(actor.current(), event, user_id, is_here, reason, now=clock.now())


@pages.post("/<edition:edition>/organize/attendance/codes/<int:user_id>/renew")
@access.needs(Permission.EDITION_ORGANIZE)
def renew_code(user_id: int) -> ResponseReturnValue:
    """Give somebody who lost their badge another code."""
    codes.renew_code(actor.current(), _person(user_id), now=clock.now())
    flash(_("The code is renewed. The old badge is no longer valid; print a new one."), "success")
    return redirect(url_for("attendance.list_sessions", edition=g.edition_key), 303)
