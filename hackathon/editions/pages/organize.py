"""What organizers do with their edition."""

from __future__ import annotations

from flask import Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import actions, queries
from hackathon.editions.forms import creation_form, edition_form
from hackathon.editions.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms, rows


@pages.route("/editions/new", methods=["GET", "POST"])
@access.needs(Permission.EDITION_CREATE)
def create_edition() -> ResponseReturnValue:
    """Make a new edition, hidden until it is announced."""
    form = creation_form(now=clock.now())
    if form.validate_on_submit() and form.performs(
        lambda: actions.create_edition(
            actor.current(), form.key.data, form.country.data, form.values(), now=clock.now()
        )
    ):
        flash(_("The edition exists. Only its organizers see it until you announce it."), "success")
        return redirect(url_for("editions.desk", edition=form.key.data), 303)
    return forms.page("editions/create_edition.html", form)


@pages.route("/<edition:edition>/organize/edition", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_edition() -> ResponseReturnValue:
    """Change texts, dates and sizes; a second tab with an older version is told."""
    form = edition_form(queries.with_texts(g.edition), now=clock.now())
    if not rows.pressed() and form.validate_on_submit() and form.performs(
        lambda: actions.edit_edition(actor.current(), g.edition, form.values(), form.version.data, now=clock.now())
    ):
        flash(_("Saved."), "success")
        return redirect(url_for("editions.edit_edition"), 303)
    conflicts.compare(form, lambda: edition_form(g.edition, now=clock.now(), typed=False))
    return forms.page("editions/edit_edition.html", form)


@pages.post("/<edition:edition>/organize/announce")
@access.needs(Permission.EDITION_EDIT)
def announce() -> Response:
    """Show the edition to everybody."""
    actions.announce_edition(actor.current(), g.edition, now=clock.now())
    flash(_("The edition is announced: everybody can see it now."), "success")
    return redirect(url_for("editions.desk"), 303)
