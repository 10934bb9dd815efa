"""A list that is typed or pasted, as it comes from a sheet of paper or a chat."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from hackathon import clock
from hackathon.attendance import actions, queries
from hackathon.attendance.forms import TypedListForm
from hackathon.attendance.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.rules.typed_lists import Known, sorted_out
from hackathon.text import email_key, search_key
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/attendance/<int:event_session_id>/typed", methods=["GET", "POST"])
@access.needs(Permission.EDITION_ORGANIZE)
def type_list(event_session_id: int) -> ResponseReturnValue:
    """Check in whoever stands on a typed list; the lines that fit nobody or several people are shown again."""
    event, form = queries.session_by_id(event_session_id), TypedListForm()
    if form.validate_on_submit() and form.performs(lambda: _check_in(event, form)):
        flash(ngettext("%(num)s person checked in.", "%(num)s people checked in.", form.outcome), "success")
        if not form.left:
            return redirect(url_for("attendance.tick_list", event_session_id=event.id), 303)
    return forms.page("attendance/type_list.html", form, event=event, left=form.left)


def _check_in(event: Any, form: TypedListForm) -> int:
    found, left = sorted_out(form.folded(), _known())
    count = actions.tick(actor.current(), event, found, now=clock.now())
    form.keep(left)
    return count


def _known() -> list[Known]:
    people, _total = queries.listed(None)
    return [_known_as(each.user, each.code) for each in people]


def _known_as(user: Any, code: str) -> Known:
    return Known(user.id, code, email_key(user.email), (search_key(user.formal_name), search_key(user.latin_name)))
