"""Everybody's own code: large on the phone, and as a badge on paper."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.attendance import actions_sessions as actions
from hackathon.attendance import badges, queries
from hackathon.attendance.pages import pages
from hackathon.attendance.pages.papers import pdf
from hackathon.errors import NotFound
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, device


def _own() -> Any:
    found = queries.own(actor.current().user_id)
    if found is None:
        raise NotFound()
    return found


@pages.get("/<edition:edition>/my-code")
@access.guards(Permission.REGISTRATION_OWN)
def own_code() -> ResponseReturnValue:
    """Show the code to be scanned at the door; opened once, the page works without network."""
    own = _own()
    values = {"own": own, "drawn": badges.drawn(own.code), "team": queries.team_of(own.user_id)}
    return device.kept(render_template("attendance/own_code.html", sessions=queries.sessions(), **values))


@pages.post("/<edition:edition>/my-code/renew")
@access.guards(Permission.REGISTRATION_OWN)
def renew_own_code() -> ResponseReturnValue:
    """Give oneself another code."""
    actions.renew_own_code(actor.current(), _own(), now=clock.now())
    flash(_("You have a new code. The old one, on a screen or on paper, is no longer valid."), "success")
    return redirect(url_for("attendance.own_code"), 303)


@pages.get("/<edition:edition>/my-code/badge.pdf")
@access.guards(Permission.REGISTRATION_OWN)
def own_badge() -> Response:
    """Hand out the own badge to print."""
    return pdf("badge", badges.document(g.edition, queries.one(_own().user_id)))
