"""What administrators do for the safety of others: lost second factors, lost mailboxes, offices without a factor."""

from __future__ import annotations

from flask import current_app, flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_email, actions_factors, queries, queries_safety
from hackathon.accounts.forms_safety import MoveForm, ReasonForm
from hackathon.accounts.pages.administration import back
from hackathon.accounts.pages.blueprint import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, roles


@pages.get("/admin/office")
@access.needs(Permission.USER_ADMINISTER)
def office() -> str:
    """Show who holds an office, and whether they have a second factor; those without one come first."""
    required = current_app.extensions["settings"].second_factor_required
    return render_template("accounts/office.html", people=roles.people_in_office(), required=required)


@pages.route("/admin/users/<int:user_id>/second-factor/reset", methods=["GET", "POST"])
@access.needs(Permission.USER_ADMINISTER)
def reset_factors(user_id: int) -> Response:
    """Take the second factors of somebody who lost them, with a reason."""
    user, form = queries.account(user_id), ReasonForm()
    held = queries_safety.held_by(user_id)
    if form.validate_on_submit() and form.performs(lambda: take_factors(user_id, form.reason.data)):
        flash(_("The second factors are taken away. The person was told by mail."), "success")
        return back(user_id)
    return forms.page("accounts/reset_factors.html", form, user=user, held=held)


def take_factors(user_id: int, reason: str) -> None:
    """Carry it out."""
    actions_factors.reset_factors(actor.current(), queries.account(user_id), reason, now=clock.now())


@pages.route("/admin/users/<int:user_id>/email", methods=["GET", "POST"])
@access.needs(Permission.USER_ADMINISTER)
def move_email(user_id: int) -> Response:
    """Begin a change of address for somebody who lost the old mailbox, with a reason."""
    user, form = queries.account(user_id), MoveForm()
    if form.validate_on_submit() and form.performs(lambda: move(user_id, form)):
        flash(_("We have written to both addresses. The new one counts once its link was used."), "success")
        return back(user_id)
    return forms.page("accounts/move_email.html", form, user=user)


def move(user_id: int, form: MoveForm) -> None:
    """Carry it out."""
    who, user, now = actor.current(), queries.account(user_id), clock.now()
    actions_email.move_to_address(who, user, form.email.data, form.reason.data, now=now)
