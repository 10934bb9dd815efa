"""The rounds of an edition's judging: an overview, and a form for each."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import actions_rounds as actions
from hackathon.editions import hooks
from hackathon.editions.forms_rounds import round_form
from hackathon.editions.pages import pages
from hackathon.rules import rounds as rules
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms
from hackathon.web.edition_urls import address
from hackathon.web.wording import plain


@pages.get("/<edition:edition>/organize/rounds")
@access.needs(Permission.EDITION_ORGANIZE)
def list_rounds() -> str:
    """Show every round, which one the edition is in, and what leads to the next."""
    may_add = g.edition.results_published_at is None and len(g.edition.rounds) < rules.MOST
    return render_template("editions/list_rounds.html", may_add=may_add)


@pages.route("/<edition:edition>/organize/rounds/add", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def add_round() -> ResponseReturnValue:
    """Plan another round after the last one."""
    form = round_form(g.edition)
    if form.validate_on_submit() and form.performs(
        lambda: actions.add_round(actor.current(), g.edition, form.draft(), now=clock.now())
    ):
        flash(_("The round is added, with the rubric of the one before. Change it as you like."), "success")
        return redirect(url_for("editions.list_rounds"), 303)
    return forms.page("editions/add_round.html", form)


@pages.route("/<edition:edition>/organize/round", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_round() -> ResponseReturnValue:
    """Change the name, the dates and the reviews of a round."""
    form = round_form(g.edition, g.edition.round)
    if form.validate_on_submit() and form.performs(
        lambda: actions.edit_round(actor.current(), g.edition, form.draft(), form.version.data, now=clock.now())
    ):
        flash(_("Saved."), "success")
        return redirect(url_for("editions.list_rounds"), 303)
    conflicts.compare(form, lambda: round_form(g.edition, g.edition.round))
    return forms.page("editions/edit_round.html", form, is_sealed=hooks.rubric_is_sealed())


@pages.post("/<edition:edition>/organize/rounds/<int:number>/remove")
@access.needs(Permission.EDITION_EDIT)
def remove_round(number: int) -> ResponseReturnValue:
    """Take a planned round off again."""
    actions.remove_round(actor.current(), g.edition, number, now=clock.now())
    flash(_("The round is removed."), "success")
    return redirect(url_for("editions.list_rounds", edition=g.edition.key), 303)


def round_name(judged: Any) -> str:
    """Name a round as its organizers do, or by its number."""
    return plain(judged.title) or _("Round %(number)s", number=judged.number)


def in_round(edition: Any, number: int) -> str:
    """Return what stands for an edition in addresses that belong to one of its rounds."""
    return address(edition, number)


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"round_name": round_name, "in_round": in_round}
