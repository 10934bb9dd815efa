"""Ask for the password or a passkey once more before what a stranger at an open screen must not do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_entry, passkeys, passwords, queries_safety
from hackathon.accounts.forms_safety import PasskeyForm, VerifyForm
from hackathon.accounts.pages import guard
from hackathon.accounts.pages.blueprint import pages, wanted_next
from hackathon.accounts.passkeys import Place
from hackathon.errors import PasskeyRefused, VerifyAgain, WrongPassword
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms

View = TypeVar("View", bound=Callable[..., Any])
ASKED = "passkey"


def needed(view: View) -> View:
    """Let in who was verified within the last minutes; lead others there and back."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        actor.require_signed_in()
        if actor.verified_recently():
            return view(*args, **kwargs)
        return _led_away()

    return run  # type: ignore[return-value]


def _led_away() -> Response:
    if request.method in ("GET", "HEAD"):
        raise VerifyAgain()
    flash(_("Confirm first that it is you, then press the button again."), "warning")
    return redirect(url_for("accounts.verify_again", next=url_for("accounts.safety")), 303)


def place() -> Place:
    """Return where passkeys belong."""
    settings = current_app.extensions["settings"]
    return Place(settings.passkey_host, settings.passkey_origin)


def elsewhere() -> str | None:
    """Return the address of this page at the host of the passkeys, if the reader came by another one."""
    origin = place().origin
    return None if request.host_url.rstrip("/") == origin else origin + request.path


@pages.route("/accounts/verify", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def verify_again() -> Response:
    """Ask for the password once more, and go back to the page that needs it."""
    form, held = VerifyForm(), queries_safety.held_by(actor.user().id)
    if form.validate_on_submit() and form.performs(lambda: verify(form.password.data)):
        return back()
    return forms.page("accounts/verify.html", form, go_on=wanted_next(), held=held, elsewhere=elsewhere())


def verify(password: str) -> None:
    """Check the password while no transaction is open."""
    user = actor.user()
    spent = guard.spend_sign_in(user.email)
    if not passwords.fits(user.id, password):
        raise WrongPassword(field="password")
    guard.give_back(spent)
    actions_entry.verify_again(actor.current(), actor.user(), actor.session_id(), None, now=clock.now())


def back() -> Response:
    """Go back to what was asked for, or to the page about the account's safety."""
    return redirect(wanted_next() or url_for("accounts.safety"), 303)


@pages.post("/accounts/verify/options")
@access.guards(Permission.ACCOUNT_EDIT)
def verify_options() -> Response:
    """Tell a script what to ask a passkey of this account."""
    guard.spend_passkey()
    token, options = passkeys.ask_for_proof(passkeys.CONFIRM, actor.user().id, place(), now=clock.now())
    session[ASKED] = token
    return current_app.response_class(options, mimetype="application/json")


@pages.post("/accounts/verify/passkey")
@access.guards(Permission.ACCOUNT_EDIT)
def verify_by_passkey() -> Response:
    """Take a passkey in place of the password."""
    guard.spend_passkey()
    form, user_id = PasskeyForm(), actor.user().id
    if not form.validate():
        raise PasskeyRefused()
    asked, now = (passkeys.CONFIRM, user_id), clock.now()
    proof = passkeys.shown(form.credential.data, session.pop(ASKED, ""), asked, place(), now=now)
    actions_entry.verify_again(actor.current(), actor.user(), actor.session_id(), proof, now=now)
    return back()
