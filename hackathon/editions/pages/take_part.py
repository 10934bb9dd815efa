"""Registration for an edition."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import actions
from hackathon.editions.forms import RegisterForm
from hackathon.editions.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.rules.schedule import Window, is_open
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/register", methods=["GET", "POST"])
@access.needs(Permission.EDITION_REGISTER)
def register() -> ResponseReturnValue:
    """Take part in the edition, with one button; the profile is already known."""
    form = RegisterForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.register(actor.current(), g.edition, now=clock.received_at())
    ):
        flash(_("You are registered. A letter confirms it. Now find your team."), "success")
        return redirect(url_for("teams.my_team"), 303)
    may_register = is_open(g.edition.schedule, Window.REGISTRATION, clock.received_at())
    return forms.page("editions/register.html", form, account=actor.user(), may_register=may_register)
