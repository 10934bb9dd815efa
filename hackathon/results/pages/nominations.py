"""Nominations: what organizers set before the first mark."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.challenges import queries as challenges
from hackathon.editions import hooks
from hackathon.results import actions_nominations as actions
from hackathon.results import queries
from hackathon.results import queries_nominations as nominations
from hackathon.results.forms_nominations import KINDS, nomination_form, reword_form, words
from hackathon.results.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms


@pages.get("/<edition:edition>/organize/nominations")
@access.needs(Permission.EDITION_EDIT)
def list_nominations() -> str:
    """List the nominations of the round with what counts in them."""
    values = {"nominations": nominations.nominations(), "is_sealed": hooks.rubric_is_sealed(), **_members()}
    return render_template("results/nominations.html", kinds=KINDS, **values)


def _members() -> dict[str, Any]:
    """Return the names of what a nomination can be limited to, by id."""
    return {"briefs": {each.id: each.title for each in challenges.challenges()},
            "standing": {each.id: each.title for each in queries.candidates()}}  # fmt: skip


@pages.route("/<edition:edition>/organize/nominations/add", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def add_nomination() -> ResponseReturnValue:
    """Add a nomination."""
    form = _form()
    if form.validate_on_submit() and form.performs(
        lambda: actions.add_nomination(actor.current(), g.edition, form.draft(), now=clock.now())
    ):
        flash(_("The nomination is added."), "success")
        return redirect(url_for("results.list_nominations"), 303)
    return forms.page("results/edit_nomination.html", form, nomination=None)


def _form(nomination: Any = None, *, typed: bool = True) -> Any:
    return nomination_form(g.edition, challenges.challenges(), queries.candidates(), nomination, typed=typed)


@pages.route("/<edition:edition>/organize/nominations/<int:nomination_id>", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_nomination(nomination_id: int) -> ResponseReturnValue:
    """Change a nomination; once a mark is given, only its texts."""
    found = nominations.nomination(nomination_id)
    if hooks.rubric_is_sealed():
        return _reword(found)
    form = _form(found)
    if form.validate_on_submit() and form.performs(lambda: _save(found, form)):
        return _saved()
    conflicts.compare(form, lambda: _form(nominations.nomination(nomination_id), typed=False))
    return forms.page("results/edit_nomination.html", form, nomination=found)


def _save(found: Any, form: Any) -> None:
    who, version = actor.current(), form.version.data
    actions.edit_nomination(who, g.edition, found.id, form.draft(), version, now=clock.now())


def _saved() -> Response:
    flash(_("Saved."), "success")
    return redirect(url_for("results.list_nominations"), 303)


def _reword(found: Any) -> ResponseReturnValue:
    form = reword_form(g.edition, found)
    if form.validate_on_submit() and form.performs(
        lambda: actions.reword_nomination(
            actor.current(), g.edition, found.id, (words(form.name), words(form.description), form.reason.data),
            form.version.data, now=clock.now(),
        )  # fmt: skip
    ):
        return _saved()
    return forms.page("results/reword_nomination.html", form, nomination=found)


@pages.post("/<edition:edition>/organize/nominations/<int:nomination_id>/remove")
@access.needs(Permission.EDITION_EDIT)
def remove_nomination(nomination_id: int) -> Response:
    """Take a nomination away."""
    actions.remove_nomination(actor.current(), g.edition, nomination_id, now=clock.now())
    flash(_("The nomination is removed."), "success")
    return redirect(url_for("results.list_nominations"), 303)


def round_nominations() -> list[tuple[Any, list[Any]]]:
    """Return the nominations that everybody sees with the criteria, each with the briefs that it is limited to."""
    found = nominations.nominations()
    limited = any(each.kind == "challenges" for each in found)
    briefs = challenges.challenges() if limited else []
    return [(each, [brief for brief in briefs if brief.id in each.members]) for each in found]


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"round_nominations": round_nominations}
