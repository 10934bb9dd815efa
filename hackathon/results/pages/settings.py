"""How an edition publishes: the time for appeals, and judges' names beside comments."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.results import actions
from hackathon.results.forms import PublicationForm
from hackathon.results.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/results/settings", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def publication_settings() -> ResponseReturnValue:
    """Set the time for appeals and whether teams read judges' names."""
    form, who = PublicationForm(obj=g.edition), actor.current()
    values = {"appeal_hours": form.appeal_hours.data, "judges_named": form.judges_named.data}
    if form.validate_on_submit() and form.performs(
        lambda: actions.set_publication(who, g.edition, values, form.version.data, now=clock.now())
    ):
        flash(_("The settings are saved."), "success")
        return redirect(url_for("results.preview"), 303)
    return forms.page("results/settings.html", form)
