"""Paper scorecards: packs to print, and typing what came back, twice by different people."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import queries as editions
from hackathon.errors import NotFound
from hackathon.judging import actions_paper as actions
from hackathon.judging import queries_blind, queries_judge
from hackathon.judging import queries_paper as queries
from hackathon.judging.forms import ScorecardForm
from hackathon.judging.pages.blueprint import pages
from hackathon.judging.pages.marking import rubric_form
from hackathon.judging.sheets import Seat
from hackathon.rules import blindness
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms

NEEDED = Permission.JUDGING_DEAL


@pages.get("/<edition:edition>/organize/judging/paper/")
@access.needs(NEEDED)
def paper() -> ResponseReturnValue:
    """List the judges' packs with how far the typing is."""
    return render_template("judging/paper.html", packs=queries.packs(g.edition))


@pages.get("/<edition:edition>/organize/judging/paper/print")
@access.needs(NEEDED)
def print_all() -> ResponseReturnValue:
    """Show every judge's cards to print, one on a page."""
    return _printed(queries.packs(g.edition))


@pages.get("/<edition:edition>/organize/judging/paper/<int:user_id>/print")
@access.needs(NEEDED)
def print_pack(user_id: int) -> ResponseReturnValue:
    """Show one judge's cards to print, one on a page."""
    return _printed([queries.pack(g.edition, user_id)])


def _printed(packs: list[Any]) -> str:
    hides = blindness.is_running(g.edition)
    return render_template("judging/print_cards.html", packs=packs, criteria=editions.criteria(), hides_names=hides)


@pages.get("/<edition:edition>/organize/judging/paper/<int:user_id>")
@access.needs(NEEDED)
def paper_pack(user_id: int) -> ResponseReturnValue:
    """List one judge's cards, to type what came back."""
    return render_template("judging/paper_pack.html", pack=queries.pack(g.edition, user_id))


@pages.route("/<edition:edition>/organize/judging/paper/<int:user_id>/<int:project_id>", methods=["GET", "POST"])
@access.needs(NEEDED)
def enter_paper(user_id: int, project_id: int) -> ResponseReturnValue:
    """Type one card; nobody is shown what the other person typed before both have."""
    form, seat = rubric_form(), _seat(user_id, project_id)
    if form.validate_on_submit() and form.performs(
        lambda: actions.enter_paper(actor.current(), g.edition, seat, form.sheet(), now=clock.received_at())
    ):
        flash(_told(form.outcome), "success" if form.outcome != "second" else "warning")
        where = "judging.enter_paper" if form.outcome == "second" else "judging.paper_pack"
        values = {"project_id": project_id} if form.outcome == "second" else {}
        return redirect(url_for(where, user_id=user_id, **values), 303)
    return _entry_page(form, seat, project_id)


def _told(step: str) -> str:
    return {
        "first": _("The first entry is kept. Another person types the same paper now."),
        "second": _("The two entries differ. Look at the paper again."),
    }.get(step, _("Both entries agree: this is the judge's scorecard now."))


@pages.post("/<edition:edition>/organize/judging/paper/<int:user_id>/<int:project_id>/settle")
@access.needs(NEEDED)
def settle_paper(user_id: int, project_id: int) -> ResponseReturnValue:
    """Keep what the paper says after a third look at it."""
    form, seat = rubric_form(), _seat(user_id, project_id)
    if form.validate_on_submit() and form.performs(
        lambda: actions.settle_paper(actor.current(), g.edition, seat, form.sheet(), now=clock.received_at())
    ):
        flash(_("Settled: this is the judge's scorecard now."), "success")
        return redirect(url_for("judging.paper_pack", user_id=user_id), 303)
    return _entry_page(form, seat, project_id)


def _seat(user_id: int, address: int) -> Seat:
    return Seat(g.edition.id, queries_blind.project_behind(g.edition, address), user_id)


def _entry_page(form: ScorecardForm, seat: Seat, address: int) -> Response:
    """Show the form; both entries only once there are two."""
    pack, typed = queries.pack(g.edition, seat.judge_id), queries.entries(seat)
    card = next((card for card in pack.cards if card.line.project_id == address), None)
    if card is None:
        raise NotFound()
    values = {"typed": typed if "second" in typed else {}, "waits": "first" in typed and "second" not in typed}
    values["own"] = values["waits"] and typed["first"].entered_by_id == actor.current().user_id
    stored = queries_judge.card_of(seat)
    return forms.page("judging/enter_paper.html", form, pack=pack, card=card, stored=stored, **values)
