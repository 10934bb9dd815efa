"""Carry an import out, go on where it stopped, send its letters, take it back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.imports import actions_running, actions_undoing, queries, running
from hackathon.imports.pages import pages
from hackathon.rules.importing import Progress
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor
from hackathon.web.fields import storable


@pages.post("/<edition:edition>/organize/imports/<int:import_id>/apply")
@access.needs(Permission.REGISTRATION_REVIEW)
def apply_import(import_id: int) -> ResponseReturnValue:
    """Carry the import out: as much as fits into a few seconds, the rest goes on by itself."""
    version = request.form.get("version", 0, type=storable)
    actions_running.begin(actor.current(), queries.people_import(import_id), version, now=clock.now())
    return _gone_on(import_id)


@pages.post("/<edition:edition>/organize/imports/<int:import_id>/continue")
@access.needs(Permission.REGISTRATION_REVIEW)
def continue_import(import_id: int) -> ResponseReturnValue:
    """Go on with an import that was interrupted."""
    if queries.people_import(import_id).state not in (Progress.APPLYING, Progress.UNDOING):
        # Somebody else, or the worker, has finished it meanwhile: the page says so.
        return redirect(url_for("imports.show_import", import_id=import_id), 303)
    return _gone_on(import_id)


def _gone_on(import_id: int) -> ResponseReturnValue:
    done = running.go_on(actor.current(), queries.people_import(import_id))
    words = _("Done. Below you see what became of every row.")
    flash(words if done else _("It goes on by itself. Reload the page to see how far it is."), "success")
    return redirect(url_for("imports.show_import", import_id=import_id), 303)


@pages.post("/<edition:edition>/organize/imports/<int:import_id>/letters")
@access.needs(Permission.REGISTRATION_REVIEW)
def send_letters(import_id: int) -> ResponseReturnValue:
    """Send the letters that were kept back."""
    done = running.write_letters(actor.current(), queries.people_import(import_id))
    words = _("The letters are on their way.")
    flash(words if done else _("A part of the letters is on its way. Press the button again for the rest."), "success")
    return redirect(url_for("imports.show_import", import_id=import_id), 303)


@pages.post("/<edition:edition>/organize/imports/<int:import_id>/take-back")
@access.needs(Permission.REGISTRATION_REVIEW)
def take_back_import(import_id: int) -> ResponseReturnValue:
    """Take the import back for all who have done nothing since."""
    actions_undoing.begin_to_take_back(actor.current(), queries.people_import(import_id), now=clock.now())
    return _gone_on(import_id)
