"""The rubric editor."""

from __future__ import annotations

from flask import Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.editions import actions_rubric, hooks, queries
from hackathon.editions.forms_rubric import MethodForm, RubricForm, placing, rubric_form
from hackathon.editions.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms, rows


@pages.route("/<edition:edition>/organize/rubric", methods=["GET", "POST"])
@access.needs(Permission.EDITION_EDIT)
def edit_rubric() -> ResponseReturnValue:
    """Change criteria, weights, scale and anchors until the first mark is given."""
    form = rubric_form(g.edition, queries.criteria())
    if not rows.pressed() and form.validate_on_submit() and form.performs(lambda: _save(form)):
        flash(_("The rubric is saved."), "success")
        return redirect(url_for("editions.edit_rubric"), 303)
    conflicts.compare(form, lambda: rubric_form(g.edition, queries.criteria(), typed=False))
    if hooks.rubric_is_sealed() and not form.is_submitted():
        return _sealed(_present_method())
    return forms.page("editions/edit_rubric.html", form)


def _save(form: RubricForm) -> None:
    actions_rubric.edit_rubric(actor.current(), g.edition, form.draft(), form.version.data, now=clock.now())


def _present_method() -> MethodForm:
    judged = g.edition.round
    data = {"method": judged.method, "ties": judged.ties, "reviews": judged.reviews_per_project}
    return MethodForm(formdata=None, data=data)


def _sealed(form: MethodForm) -> Response:
    return forms.page("editions/sealed_rubric.html", form, criteria=queries.criteria())


@pages.post("/<edition:edition>/organize/rubric/method")
@access.needs(Permission.EDITION_EDIT)
def change_method() -> ResponseReturnValue:
    """Compute places by another method, with a reason that everybody can read."""
    form = MethodForm()
    if form.validate() and form.performs(
        lambda: actions_rubric.change_method(
            actor.current(), g.edition, placing(form), form.reason.data, now=clock.now()
        )
    ):
        flash(_("The method is changed. No mark was touched."), "success")
        return redirect(url_for("editions.edit_rubric"), 303)
    return _sealed(form)
