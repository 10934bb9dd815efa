"""Decide about many registrations: first what would happen, then that it does."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.errors import BadRequest, NobodyChosen
from hackathon.registrations import actions_organizing as actions
from hackathon.registrations import queries, queries_deciding, queries_list
from hackathon.registrations.forms import DecisionForm, numbers
from hackathon.registrations.pages import pages
from hackathon.registrations.pages.listing import wanted_in
from hackathon.rules.permissions import Permission
from hackathon.rules.registrations import DECISIONS, Fate
from hackathon.web import access, actor, forms


@pages.post("/<edition:edition>/organize/registrations/decide")
@access.needs(Permission.REGISTRATION_REVIEW)
def decide() -> ResponseReturnValue:
    """Show what a decision would do to the people chosen; carry it out once that is confirmed."""
    form, ids = DecisionForm(), _chosen()
    if form.step.data not in list(DECISIONS):
        raise BadRequest()
    if form.validate_on_submit() and "confirm" in request.form and form.performs(
        lambda: actions.decide(actor.current(), g.edition, form.decision(ids), now=clock.now())
    ):
        flash(_said(form.outcome), "success")
        return redirect(url_for("registrations.list_registrations"), 303)
    return _preview(form, ids)


def _chosen() -> tuple[int, ...]:
    if "everybody" in request.form and "confirm" not in request.form:
        return queries_list.every_id(wanted_in(request.form))
    return numbers(request.form.getlist("ids"))


def _preview(form: DecisionForm, ids: tuple[int, ...]) -> ResponseReturnValue:
    """Name everybody with what becomes of them."""
    plan = queries.plan(g.edition.id)
    rows = queries_deciding.chosen(ids)
    if not rows:
        raise NobodyChosen(links=((_("Registrations"), url_for("registrations.list_registrations")),))
    fates = queries_deciding.foreseen(rows, form.decision(ids).target, plan)
    form.ids.data = ",".join(str(each.id) for each in rows)
    values: dict[str, Any] = {"people": {each.id: each.user for each in rows}, "fates": fates}
    values |= {"places": queries.places(plan.capacity), "numbers": Counter(each.after for each in fates)}
    return forms.page("registrations/decide.html", form, **values)


def _said(fates: list[Fate]) -> str:
    changed = sum(each.after is not None for each in fates)
    said = ngettext("%(num)s registration changed; the letter is on its way.",
                    "%(num)s registrations changed; the letters are on their way.", changed)  # fmt: skip
    left = len(fates) - changed
    unchanged = ngettext("%(num)s stays as it was.", "%(num)s stay as they were.", left)
    return f"{said} {unchanged}" if left else said
