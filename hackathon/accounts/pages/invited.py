"""Take over an account that organizers made from a list."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_entry, actions_invited, consents, passwords, queries
from hackathon.accounts.forms_invited import InvitedForm
from hackathon.accounts.pages import entering
from hackathon.accounts.pages.blueprint import pages
from hackathon.accounts.pages.joining import expired
from hackathon.errors import LinkExpired
from hackathon.web import access, actor, forms
from hackathon.web.locale import current_language


@pages.route("/accounts/invitation/<token>", methods=["GET", "POST"])
@access.public
def accept_invitation(token: str) -> Response:
    """Show what organizers entered, ask for consents and a password; the account is the person's own then."""
    owner = queries.owner_of_link(token, "invited", now=clock.now())
    if owner is None:
        raise expired()
    form, personal = InvitedForm(), (owner.email, owner.family_name, owner.given_name)
    if form.validate_on_submit() and form.performs(lambda: accept(token, form, personal)):
        return entered(form.outcome)
    person = queries.user_by_email(personal[0])
    return forms.page("accounts/accept_invitation.html", form, person=person, texts=consents.TEXTS)


def accept(token: str, form: InvitedForm, personal: tuple[str, ...]) -> int:
    """Hash the password while no transaction is open, then hand the account over."""
    password_hash, language = passwords.hashed(form.password.data, *personal), current_language()
    who, agreed = actor.current(), form.agreed()
    try:
        return actions_invited.accept_invitation(who, token, password_hash, agreed, language, now=clock.now()).id
    except LinkExpired as refusal:
        raise expired() from refusal


def entered(user_id: int) -> Response:
    """Sign in: the browser has shown the link, and has just set the password."""
    flash(_("Your account is ready, and your e-mail address is confirmed."), "success")
    entry = actions_entry.sign_in(actor.current(), user_id, entering.browser(), now=clock.now())
    return entering.entered(entry)
