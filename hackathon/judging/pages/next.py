"""A judge who is ready takes the next project, where cards are dealt one by one."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions_next as actions
from hackathon.judging import queries_blind, queries_chances, queries_next
from hackathon.judging.actions_next import Ready
from hackathon.judging.forms_deal import NextForm
from hackathon.judging.pages import ahead
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.adaptive import DealMode
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.post("/<edition:edition>/judging/next")
@access.needs(Permission.JUDGING_QUEUE)
def next_project() -> ResponseReturnValue:
    """Deal one project to the judge who is ready, and lead there."""
    now, form = clock.received_at(), NextForm(meta=forms.CSRF_CHECKED)
    # Asked before the action, whose commit would have the edition read again.
    blind = g.edition.round.blind
    chances = queries_chances.for_next_card(g.edition, ticks=clock.ticks())
    ready = Ready(form.dealt.data if form.validate() else -1, chances)
    project = actions.deal_next(actor.current(), g.edition, ready, now=now)
    if project is None:
        flash(_("There is no project left that you could still review."), "info")
        return redirect(url_for("judging.queue"), 303)
    address = queries_blind.address_of(project, blind=blind)
    return redirect(url_for("judging.scorecard", project_id=address), 303)


def next_card(scoring: bool) -> dict[str, Any]:
    """Return what the queue shows where cards are dealt one by one, and have the next deal prepared."""
    if g.edition.round.deal != DealMode.ADAPTIVE:
        return {}
    if scoring:
        ahead.estimate()
    return {"hand": queries_next.hand(actor.current().user_id)}
