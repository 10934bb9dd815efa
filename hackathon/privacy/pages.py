"""Pages about one's own data: take a copy, erase the account; administrators erase at a written request."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, send_file, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import passwords, queries
from hackathon.accounts.pages import guard
from hackathon.errors import Refusal, WrongPassword
from hackathon.privacy import actions, commands_purging, erasure, export, scrubbing, words_package
from hackathon.privacy.forms import EraseForm, EraseUserForm, PasswordForm
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, device, forms, limits
from hackathon.web.locale import current_language
from hackathon.web.refusals import worded

pages = Blueprint("privacy", __name__)
COPIES = "5 per hour"
commands_purging.connect()


@pages.route("/accounts/data", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def my_data() -> Response:
    """Show what there is about a person, and hand it out as one zip once the password is typed again."""
    form = PasswordForm()
    if form.validate_on_submit() and form.performs(lambda: require_password(form)):
        return handed_out()
    return forms.page("privacy/my_data.html", form, held=erasure.foreseen(actor.user()))


def require_password(form: PasswordForm) -> None:
    """Check the password while no transaction is open; wrong ones are counted like failed sign-ins."""
    user = actor.user()
    spent = guard.spend_sign_in(user.email)
    if not passwords.fits(user.id, form.password.data):
        raise WrongPassword(field="password")
    guard.give_back(spent)


def handed_out() -> Response:
    """Pack everything up, note it, and send it."""
    limits.spend(COPIES, "data-copy", str(actor.user().id))
    actions.note_copy(actor.current(), actor.user(), now=clock.now())
    user, folder = actor.user(), current_app.extensions["settings"].uploads_path
    files, language = export.own_files(user, folder), current_language()
    content = words_package.packed(export.gathered(user), files, made=clock.now(), language=language)
    response = send_file(content, "application/zip", as_attachment=True, download_name="my-data.zip", max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.route("/accounts/erase", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def erase_account() -> Response:
    """Show exactly what goes and what stays, and erase the account once the password is typed again."""
    form, user = EraseForm(), actor.user()
    if form.validate_on_submit() and form.performs(lambda: erase_own(form)):
        return gone()
    return forms.page("privacy/erase_account.html", form, fates=erasure.foreseen(user), obstacle=obstacle_of(user))


def erase_own(form: EraseForm) -> None:
    """Check the password, then erase."""
    require_password(form)
    names = erasure.doomed_files(actor.user())
    actions.erase_account(actor.current(), actor.user(), now=clock.now())
    scrubbing.remove(names, current_app.extensions["settings"].uploads_path)


def obstacle_of(user: Any) -> Any:
    """Return what has to be done first, in words, or None."""
    try:
        erasure.require_possible(user, clock.now())
    except Refusal as refusal:
        return worded(refusal)
    return None


def gone() -> Response:
    """Leave the browser without anything of the account."""
    logout_user()
    session.clear()
    scrubbing.forget_deleted()
    flash(_("Your account is erased."), "success")
    return device.cleared(redirect(url_for("editions.home"), 303))


@pages.route("/admin/users/<int:user_id>/erase", methods=["GET", "POST"])
@access.needs(Permission.USER_ADMINISTER)
def erase_user(user_id: int) -> Response:
    """Erase somebody's account at their written request."""
    form, user = EraseUserForm(), queries.account(user_id)
    fates, obstacle = erasure.foreseen(user), obstacle_of(user)
    if form.validate_on_submit() and form.performs(lambda: erase_theirs(form, user)):
        scrubbing.forget_deleted()
        flash(_("The account is erased."), "success")
        return redirect(url_for("accounts.list_users"), 303)
    return forms.page("privacy/erase_user.html", form, user=user, fates=fates, obstacle=obstacle)


def erase_theirs(form: EraseUserForm, user: Any) -> None:
    """Erase an account that is not one's own."""
    names = erasure.doomed_files(user)
    actions.erase_user(actor.current(), user, form.reason.data, now=clock.now())
    scrubbing.remove(names, current_app.extensions["settings"].uploads_path)
