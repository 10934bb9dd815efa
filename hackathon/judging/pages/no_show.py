"""Organizers note that a team did not appear, or take the note back."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions_no_show as actions
from hackathon.judging import queries_departure
from hackathon.judging import queries_no_show as queries
from hackathon.judging.actions_no_show import Absence
from hackathon.judging.forms import NoShowForm
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/judging/projects/<int:project_id>/no-show", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def no_show(project_id: int) -> ResponseReturnValue:
    """Note with a reason that a team did not appear; what happens to its cards is said before."""
    form, found = NoShowForm(), queries.absence_of(project_id)
    if form.validate_on_submit() and form.performs(
        lambda: actions.mark_no_show(actor.current(), g.edition, _absence(project_id, form), now=clock.now())
    ):
        flash(_("The team is noted as not having appeared. Its project has left all queues."), "success")
        return redirect(url_for("judging.watch", show="projects"), 303)
    return _page(form, found)


def _page(form: NoShowForm, found: queries.Absence) -> ResponseReturnValue:
    return forms.page("judging/no_show.html", form, found=found, votes=queries_departure.votes_with(found.project_id))


@pages.post("/<edition:edition>/organize/judging/projects/<int:project_id>/no-show/undo")
@access.needs(Permission.JUDGING_DEAL)
def undo_no_show(project_id: int) -> ResponseReturnValue:
    """Take the note back."""
    form, found = NoShowForm(), queries.absence_of(project_id)
    if form.validate() and form.performs(
        lambda: actions.undo_no_show(actor.current(), g.edition, _absence(project_id, form), now=clock.now())
    ):
        flash(_("The project is judged again, by the judges who had it."), "success")
        return redirect(url_for("judging.assign", project_id=project_id), 303)
    return _page(form, found)


def _absence(project_id: int, form: NoShowForm) -> Absence:
    return Absence(project_id, form.reason.data or "")
