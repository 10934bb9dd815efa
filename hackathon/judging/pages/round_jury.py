"""Organizers choose who of the judges sits in a round."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions_round_jury as actions
from hackathon.judging import queries_docket, queries_watch
from hackathon.judging.forms_jury import RoundJuryForm
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/organize/judging/jury", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_DEAL)
def round_jury() -> ResponseReturnValue:
    """Tick the judges who sit in the round."""
    form = RoundJuryForm(data={"judges": queries_docket.judge_ids()})
    board = queries_watch.board(g.edition.round.reviews_per_project)
    form.judges.choices = [(line.judge_id, line.name) for line in board.judges if line.is_judge]
    if form.validate_on_submit() and form.performs(
        lambda: actions.choose_jury(actor.current(), g.edition, form.judges.data, now=clock.now())
    ):
        flash(_("The jury of this round is saved."), "success")
        return redirect(url_for("judging.watch"), 303)
    return forms.page("judging/round_jury.html", form)
