"""The organizers' pages about who judges what."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from hackathon import clock
from hackathon.judging import actions_deal as actions
from hackathon.judging import actions_next, queries_preview, queries_project, queries_sight
from hackathon.judging.actions_deal import Plan
from hackathon.judging.forms import AssignForm, DealForm, UnassignForm
from hackathon.judging.forms_deal import ChooseDealForm
from hackathon.judging.pages import shortages
from hackathon.judging.pages.blueprint import decimal, pages
from hackathon.judging.pages.planner import planner
from hackathon.judging.sheets import Seat
from hackathon.rules.adaptive import DealMode
from hackathon.rules.conflicts import Conflict
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms

MOST_REVIEWS = 50
ASSIGNED_DESPITE = {
    Conflict.LANGUAGE: _l("The judge did not name the language of this project."),
    Conflict.TRACK: _l("The judge did not name the track of this project."),
    Conflict.SAME_UNIVERSITY: _l("Judge and team are from the same university."),
}


@pages.route("/<edition:edition>/organize/judging/deal", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def deal() -> ResponseReturnValue:
    """Show what would be dealt, and deal it when it is confirmed."""
    form = DealForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.deal_projects(actor.current(), g.edition, _plan(form), now=clock.now())
    ):
        count = len(form.outcome.new)
        flash(ngettext("%(num)s review was dealt.", "%(num)s reviews were dealt.", count), "success")
        return redirect(url_for("judging.watch", show="projects"), 303)
    return _deal_page(form)


def _deal_page(form: DealForm | ChooseDealForm) -> ResponseReturnValue:
    """Show the choice between the two ways to deal, and what dealing all at once would give."""
    stored = ChooseDealForm(formdata=None, data={"deal": g.edition.round.deal, "prizes": g.edition.round.prize_places})
    choice = form if isinstance(form, ChooseDealForm) else stored
    values = {"choice": choice, "open_to_choice": clock.now() < g.edition.round.judging_opens, "preview": None}
    values |= {"planner": planner(g.edition.round.reviews_per_project), "decimal": decimal}
    if g.edition.round.deal == DealMode.FIXED:
        values |= _previewed(form if isinstance(form, DealForm) else DealForm(formdata=None))
    return forms.page("judging/deal.html", form, **values)


def _previewed(form: DealForm) -> dict[str, Any]:
    preview = queries_preview.preview(g.edition, _reviews(form))
    form.reviews.process_data(preview.reviews)
    form.reviews.raw_data, form.digest.data = None, preview.digest
    return {"preview": preview, "deal_form": form, "shortages": shortages.worded(preview)}


@pages.get("/<edition:edition>/organize/judging/deal/picture")
@access.needs(Permission.JUDGING_DEAL)
def deal_picture() -> str:
    """Show who sees what, as the deal would make it; to look at, to print, and to be read aloud."""
    found = queries_sight.sight(g.edition, _within_reason(None))
    return render_template("judging/deal_picture.html", sight=found)


@pages.post("/<edition:edition>/organize/judging/deal/mode")
@access.needs(Permission.JUDGING_DEAL)
def choose_deal() -> ResponseReturnValue:
    """Keep how cards are dealt, as long as judging has not opened."""
    form = ChooseDealForm()
    if form.validate() and form.performs(
        lambda: actions_next.choose_deal(
            actor.current(), g.edition, form.deal.data, form.prizes.data, now=clock.received_at()
        )
    ):
        flash(_("How projects are dealt is saved, and stands beside the criteria."), "success")
        return redirect(url_for("judging.deal"), 303)
    return _deal_page(form)


def _plan(form: DealForm) -> Plan:
    return Plan(form.reviews.data, form.digest.data)


def _reviews(form: DealForm) -> int:
    """Return the number of reviews to deal: as sent, as asked for in the address, or the edition's."""
    return _within_reason(form.reviews.data)


def _within_reason(sent: int | None) -> int:
    asked = sent or request.args.get("reviews", default=0, type=int) or g.edition.round.reviews_per_project
    return max(1, min(MOST_REVIEWS, asked))


@pages.route("/<edition:edition>/organize/judging/projects/<int:project_id>", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def assign(project_id: int) -> ResponseReturnValue:
    """Show who judges a project and how, and let the organizer give it to another judge."""
    form = AssignForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.assign_judge(actor.current(), g.edition, _seat(project_id, form), now=clock.now())
    ):
        flash(_("The project is in the judge's queue."), "success")
        if form.outcome is not None:
            flash(ASSIGNED_DESPITE[form.outcome], "warning")
        return redirect(url_for("judging.assign", project_id=project_id), 303)
    return _project_page(project_id, form)


def _seat(project_id: int, form: AssignForm) -> Seat:
    return Seat(g.edition.id, project_id, form.judge_id.data)


def _project_page(project_id: int, form: AssignForm) -> ResponseReturnValue:
    found = queries_project.judged_project(project_id, g.edition.round.reviews_per_project)
    return forms.page("judging/assign.html", form, found=found)


@pages.post("/<edition:edition>/organize/judging/projects/<int:project_id>/unassign")
@access.needs(Permission.JUDGING_DEAL)
def unassign(project_id: int) -> ResponseReturnValue:
    """Take a project from a judge."""
    form = UnassignForm()
    seat, reason = _seat(project_id, form), form.reason.data or ""
    if form.validate() and form.performs(
        lambda: actions.unassign_judge(actor.current(), g.edition, seat, reason, now=clock.now())
    ):
        flash(_("The judge no longer has this project."), "success")
        return redirect(url_for("judging.assign", project_id=project_id), 303)
    return _project_page(project_id, form)
