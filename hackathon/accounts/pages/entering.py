"""Sign in and sign out."""

from __future__ import annotations

from flask import flash, request, session
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions, passwords, queries
from hackathon.accounts.details import Browser
from hackathon.accounts.forms import SignInForm
from hackathon.accounts.pages import guard
from hackathon.accounts.pages.blueprint import go_on, pages, wanted_next
from hackathon.web import access, actor, device, forms


@pages.route("/accounts/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> Response:
    """Ask for address and password, and go on to the page that was wanted."""
    if request.method != "POST" and actor.user() is not None:
        return go_on(wanted_next())
    form = SignInForm(next=wanted_next() or "")
    if form.validate_on_submit() and form.performs(lambda: enter(form.email.data, form.password.data)):
        response = go_on(wanted_next())
        guard.mark_device(response, form.email.data)
        return response
    return forms.page("accounts/sign_in.html", form, go_on=wanted_next())


def enter(address: str, password: str) -> None:
    """Check the password while no transaction is open, then open a sign-in."""
    spent = guard.spend_sign_in(address)
    user_id = passwords.owner_of(address, password)
    browser = Browser(request.user_agent.string, actor.session_id())
    begin(actions.sign_in(actor.current(), user_id, browser, now=clock.now()))
    guard.give_back(spent)


def begin(token: str) -> None:
    """Give the browser a session of its own: nothing of an earlier one stays."""
    found = queries.open_session(token, now=clock.now())
    session.clear()
    login_user(actor.SignedInUser(token, found))


@pages.post("/accounts/sign-out")
@access.public
def sign_out() -> Response:
    """End the present sign-in."""
    if (user := actor.user()) is not None:
        actions.sign_out(actor.current(), user, actor.session_id(), now=clock.now())
    logout_user()
    session.clear()
    flash(_("You are signed out."), "success")
    return device.cleared(go_on(None))
