"""Organizers remind judges of their open projects."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.judging import actions_reminders as actions
from hackathon.judging import queries_reminders as queries
from hackathon.judging import reminders
from hackathon.judging.actions_reminders import Reminded, Wanted
from hackathon.judging.forms_jury import AutomaticForm, RemindForm
from hackathon.judging.pages.blueprint import pages
from hackathon.rules import schedule
from hackathon.rules.permissions import Permission
from hackathon.rules.schedule import Window
from hackathon.web import access, actor, forms

reminders.connect()


@pages.route("/<edition:edition>/organize/judging/reminders", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_WATCH)
def remind() -> ResponseReturnValue:
    """Show who has open projects, and write to one of them or to all."""
    form = RemindForm()
    wanted = Wanted(form.judge_id.data, form.again.data)
    if form.validate_on_submit() and form.performs(
        lambda: actions.remind(actor.current(), g.edition, wanted, now=clock.now())
    ):
        _tell(form.outcome)
        return redirect(url_for("judging.remind"), 303)
    return _page(form)


def _tell(done: Reminded) -> None:
    flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", done.sent), "success")
    if done.lately:
        flash(ngettext("%(num)s judge got one in the last 20 hours, and none now.",
                       "%(num)s judges got one in the last 20 hours, and none now.", done.lately), "info")


def _page(form: forms.BaseForm) -> ResponseReturnValue:
    scoring = schedule.is_open(g.edition.schedule, Window.JUDGING, clock.now())
    asked = form if isinstance(form, RemindForm) else RemindForm(formdata=None)
    switch = AutomaticForm(formdata=None, data={"automatic": g.edition.judging_reminders})
    values = {"debtors": queries.debtors(g.edition.id), "scoring": scoring, "asked": asked, "switch": switch}
    return forms.page("judging/reminders.html", form, **values)


@pages.post("/<edition:edition>/organize/judging/reminders/automatic")
@access.needs(Permission.JUDGING_WATCH)
def switch_reminders() -> ResponseReturnValue:
    """Let reminders go out by themselves, or not."""
    form = AutomaticForm()
    if form.validate() and form.performs(
        lambda: actions.switch_reminders(actor.current(), g.edition, form.automatic.data, now=clock.now())
    ):
        flash(_("Reminders go out by themselves.") if form.automatic.data else _("Reminders go out only by hand."))
        return redirect(url_for("judging.remind"), 303)
    return _page(form)
