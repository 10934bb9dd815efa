"""The organizers' buttons for the chair of the jury."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions_chair as actions
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor


@pages.post("/<edition:edition>/organize/judging/judges/<int:user_id>/chair")
@access.needs(Permission.CHAIR_APPOINT)
def appoint_chair(user_id: int) -> ResponseReturnValue:
    """Make a judge the chair of the jury."""
    actions.appoint_chair(actor.current(), g.edition, user_id, now=clock.now())
    flash(_("The jury has a chair now, who confirms the results that you propose."), "success")
    return redirect(url_for("judging.watch"), 303)


@pages.post("/<edition:edition>/organize/judging/judges/<int:user_id>/chair/revoke")
@access.needs(Permission.CHAIR_APPOINT)
def revoke_chair(user_id: int) -> ResponseReturnValue:
    """Take the chair from a judge."""
    actions.revoke_chair(actor.current(), g.edition, user_id, now=clock.now())
    words = _("The person is no longer the chair and stays a judge. Without a chair nothing can be published.")
    flash(words, "success")
    return redirect(url_for("judging.watch"), 303)
