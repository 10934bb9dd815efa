"""What a judge judges: the judge's own page, and the organizers' page about it."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.judging import actions_abilities as actions
from hackathon.judging import queries_abilities as queries
from hackathon.judging.forms_jury import AbilitiesForm
from hackathon.judging.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/judging/profile", methods=["GET", "POST"])
@access.needs(Permission.JUDGING_QUEUE)
def own_abilities() -> ResponseReturnValue:
    """Say which languages and tracks one judges, and name the faculty."""
    found = queries.of_judge(actor.current().user_id)
    form = AbilitiesForm(data=found.values)
    if form.validate_on_submit() and form.performs(
        lambda: actions.edit_own_abilities(actor.current(), g.edition, form.abilities(), now=clock.now())
    ):
        flash(_("What you judge is saved. It counts for projects that are dealt from now on."), "success")
        return redirect(url_for("judging.queue"), 303)
    return forms.page("judging/abilities.html", form, found=found, own=True)


@pages.route("/<edition:edition>/organize/judging/judges/<int:user_id>/profile", methods=["GET", "POST"])
@access.needs(Permission.JUDGE_INVITE)
def abilities(user_id: int) -> ResponseReturnValue:
    """Say it for a judge."""
    found = queries.of_judge(user_id)
    form = AbilitiesForm(data=found.values)
    if form.validate_on_submit() and form.performs(
        lambda: actions.edit_abilities(actor.current(), g.edition, user_id, form.abilities(), now=clock.now())
    ):
        flash(_("What the judge judges is saved. It counts for projects that are dealt from now on."), "success")
        return redirect(url_for("judging.watch"), 303)
    return forms.page("judging/abilities.html", form, found=found, own=False)
