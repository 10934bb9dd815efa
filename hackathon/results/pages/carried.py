"""The round before was corrected: organizers decide what becomes of the scores carried from it."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.results import actions_carried as actions
from hackathon.results.actions_carried import Chosen
from hackathon.results.forms_rounds import CarriedForm
from hackathon.results.pages import pages
from hackathon.results.pages.organize import shown
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor


@pages.post("/<edition:edition>/organize/results/carried")
@access.needs(Permission.RESULTS_PROPOSE)
def decide_on_carried() -> ResponseReturnValue:
    """Take the scores of a corrected round over, or leave them, with a reason that everybody reads."""
    form = CarriedForm()
    chosen = Chosen(form.decision.data == "take", form.reason.data or "", form.seen.data or "")
    if form.validate_on_submit() and form.performs(
        lambda: actions.decide_on_carried(actor.current(), g.edition, chosen, now=clock.now())
    ):
        flash(_("Decided. Results that are published stay as they are until you propose a correction."), "success")
        return redirect(url_for("results.preview"), 303)
    return shown(form)
