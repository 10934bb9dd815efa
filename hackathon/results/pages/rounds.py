"""From one round to the next: organizers choose who comes along."""

from __future__ import annotations

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon import clock
from hackathon.results import actions_rounds as actions
from hackathon.results import snapshot
from hackathon.results.forms_rounds import AdvanceForm, GoBackForm
from hackathon.results.pages import leaderboard, pages
from hackathon.rules import rounds as rules
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/results/advance", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def advance() -> ResponseReturnValue:
    """Choose who comes into the next round: the first ones, or others for a reason."""
    standings, form = snapshot.of_now(g.edition), AdvanceForm(formdata=request.form if request.form else None)
    form.projects.choices = [(line.project_id, line.project_title) for line in standings.standings]
    if form.validate_on_submit() and form.performs(
        lambda: actions.advance(actor.current(), g.edition, form.choice(), now=clock.now())
    ):
        _say(form.outcome)
        return redirect(url_for("editions.list_rounds", edition=g.edition.key), 303)
    return _page(form, standings)


def _page(form: AdvanceForm, standings: snapshot.Snapshot) -> Response:
    wanted = request.args.get("places", type=int)
    if not form.is_submitted():
        form.places.data = max(1, wanted or min(10, len(standings.ranked)))
        places = [(line.project_id, line.place) for line in standings.standings]
        form.projects.data = list(rules.first(places, form.places.data))
    form.seen.data = standings.digest
    judging_open = clock.now() < g.edition.round.judging_closes
    return forms.page("results/advance.html", form, live=standings, number=leaderboard.number, is_early=judging_open)


def _say(count: int) -> None:
    flash(ngettext("%(num)s project is in the next round. Its team gets a letter.",
                   "%(num)s projects are in the next round. Their teams get a letter.", count), "success")  # fmt: skip


@pages.route("/<edition:edition>/organize/results/back", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def go_back() -> ResponseReturnValue:
    """Go back to the round before, as long as nobody has given a mark in this one."""
    form = GoBackForm()
    if form.validate_on_submit() and form.performs(
        lambda: actions.return_to_round_before(actor.current(), g.edition, form.reason.data, now=clock.now())
    ):
        flash(_("The edition is in the round before again."), "success")
        return redirect(url_for("editions.list_rounds", edition=g.edition.key), 303)
    return forms.page("results/go_back.html", form)
