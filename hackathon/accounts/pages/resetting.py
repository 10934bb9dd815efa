"""Set a forgotten password anew."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions, passwords, queries
from hackathon.accounts.forms import AskResetForm, NewPasswordForm
from hackathon.accounts.pages import guard
from hackathon.accounts.pages.blueprint import pages
from hackathon.accounts.pages.joining import expired
from hackathon.errors import LinkExpired
from hackathon.outbox.letters import Recipient
from hackathon.web import access, actor, forms
from hackathon.web.locale import current_language


@pages.route("/accounts/reset", methods=["GET", "POST"])
@access.public
def ask_reset() -> Response:
    """Ask for a link by mail; the answer is the same for every address."""
    form = AskResetForm()
    if form.validate_on_submit() and form.performs(lambda: ask(form.email.data)):
        return redirect(url_for("accounts.letter_sent", about="reset"), 303)
    return forms.page("accounts/ask_reset.html", form)


def ask(address: str) -> None:
    """Send the letter, within limits."""
    guard.spend_letter("reset", address)
    actions.ask_reset(actor.current(), Recipient(address, current_language()), now=clock.now())


@pages.route("/accounts/reset/<token>", methods=["GET", "POST"])
@access.public
def reset_password(token: str) -> Response:
    """Set a new password by the link from a letter."""
    owner = queries.owner_of_link(token, "reset_password", now=clock.now())
    if owner is None:
        raise expired()
    form, address = NewPasswordForm(), owner.email
    personal = (address, owner.family_name, owner.given_name)
    if form.validate_on_submit() and form.performs(lambda: reset(token, form.password.data, personal)):
        flash(_("The new password is set. Sign in with it."), "success")
        response = redirect(url_for("accounts.sign_in"), 303)
        return guard.mark_device(response)
    return forms.page("accounts/reset_password.html", form, address=address)


def reset(token: str, password: str, personal: tuple[str, ...]) -> None:
    """Hash the password while no transaction is open, then store it."""
    password_hash = passwords.hashed(password, *personal)
    try:
        actions.reset_password(actor.current(), token, password_hash, device=guard.device(), now=clock.now())
    except LinkExpired as refusal:
        raise expired() from refusal
