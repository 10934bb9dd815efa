"""One's own account: profile, password, its end."""

from __future__ import annotations

from flask import flash, redirect, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_person as actions
from hackathon.accounts import passwords, queries
from hackathon.accounts.forms import ChangePasswordForm
from hackathon.accounts.forms_choice import OTHER_UNIVERSITY
from hackathon.accounts.forms_profile import ProfileForm
from hackathon.accounts.pages import guard
from hackathon.accounts.pages.blueprint import go_on, pages
from hackathon.errors import WrongPassword
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, device, forms
from hackathon.web.locale import COOKIE


def stored(user: object) -> dict[str, object]:
    """Return what the account says, as the form's fields are called."""
    names = ("family_name", "given_name", "patronymic", "latin_name", "university_other", "category", "language",
             "faculty")
    other = OTHER_UNIVERSITY if user.university_other else ""
    university = str(user.university_id) if user.university_id is not None else other
    country = user.university.country if user.university is not None else ""
    values = {"gender": user.gender, "university": university, "university_country": country}
    return {**{name: getattr(user, name) for name in names}, **values}


@pages.route("/accounts/profile", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def profile() -> Response:
    """Show and change what the account says of its person."""
    user = actor.user()
    form = ProfileForm(data=stored(user))
    if not form.only_searches() and form.validate_on_submit() and form.performs(lambda: save(user, form)):
        flash(_("Your profile is saved."), "success")
        response = redirect(url_for("accounts.profile"), 303)
        # The language of the profile counts unless another was chosen in this browser.
        response.delete_cookie(COOKIE)
        return response
    return forms.page("accounts/profile.html", form, user=user, faculties=queries.faculties(user.university_id))


def save(user: object, form: ProfileForm) -> None:
    """Store the profile."""
    actions.edit_profile(actor.current(), user, form.person(form.language.data), now=clock.now())


@pages.route("/accounts/password", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def change_password() -> Response:
    """Set a new password after typing the present one."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and form.performs(lambda: change(form)):
        flash(_("The new password is set. Other sign-ins have ended."), "success")
        return redirect(url_for("accounts.sessions"), 303)
    return forms.page("accounts/change_password.html", form)


def change(form: ChangePasswordForm) -> None:
    """Check and hash while no transaction is open, then store."""
    user, address = actor.user(), actor.user().email
    spent = guard.spend_sign_in(address)
    if not passwords.fits(user.id, form.current.data):
        raise WrongPassword(field="current")
    guard.give_back(spent)
    password_hash = passwords.hashed(form.password.data, address, user.family_name, user.given_name)
    actions.change_password(actor.current(), user, password_hash, actor.session_id(), now=clock.now())


@pages.post("/accounts/close")
@access.guards(Permission.ACCOUNT_EDIT)
def close_account() -> Response:
    """Take back every consent and shut the account."""
    actions.close_account(actor.current(), actor.user(), now=clock.now())
    logout_user()
    session.clear()
    flash(_("Your account is closed."), "success")
    return device.cleared(go_on(None))
