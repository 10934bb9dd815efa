"""Sign in and sign out."""

from __future__ import annotations

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions, actions_entry, passwords, queries, queries_safety
from hackathon.accounts.details import Browser
from hackathon.accounts.entries import Entry
from hackathon.accounts.forms import SignInForm
from hackathon.accounts.forms_safety import CodeForm
from hackathon.accounts.pages import guard, recently
from hackathon.accounts.pages.blueprint import go_on, pages, wanted_next
from hackathon.errors import LinkExpired
from hackathon.web import access, actor, device, devices, forms

STEP = "second_step"


@pages.route("/accounts/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> Response:
    """Ask for address and password, and go on to the page that was wanted."""
    if request.method != "POST" and actor.user() is not None:
        return go_on(wanted_next())
    form = SignInForm(next=wanted_next() or "")
    if form.validate_on_submit() and form.performs(lambda: enter(form.email.data, form.password.data)):
        return entered(form.outcome)
    return forms.page("accounts/sign_in.html", form, go_on=wanted_next(), elsewhere=recently.elsewhere())


def enter(address: str, password: str) -> Entry:
    """Check the password while no transaction is open, then open a sign-in."""
    spent = guard.spend_sign_in(address)
    user_id = passwords.owner_of(address, password)
    entry = actions_entry.sign_in(actor.current(), user_id, browser(), now=clock.now())
    guard.give_back(spent)
    return entry


def browser() -> Browser:
    """Return what is known of the browser that asks."""
    agent = request.user_agent.string
    return Browser(agent, actor.session_id(), guard.device(), devices.known_name(agent))


def entered(entry: Entry) -> Response:
    """Go on: to the second step, to its set-up where an office needs it, or to the page that was wanted."""
    if entry.needs_second_step:
        session[STEP] = entry.token
        return redirect(url_for("accounts.second_step", next=wanted_next()), 303)
    begin(entry.token)
    path = url_for("accounts.safety", next=wanted_next()) if actor.is_held_back() else wanted_next()
    return guard.mark_device(go_on(path))


def begin(token: str) -> None:
    """Give the browser a session of its own: nothing of an earlier one stays."""
    found = queries.open_session(token, now=clock.now())
    session.clear()
    login_user(actor.SignedInUser(token, found))
    actor.look_again()


@pages.route("/accounts/sign-in/second-step", methods=["GET", "POST"])
@access.public
def second_step() -> Response:
    """Ask for the code of the app, a recovery code or a passkey, after the password."""
    owner = queries.owner_of_link(session.get(STEP, ""), STEP, now=clock.now())
    if owner is None:
        return redirect(url_for("accounts.sign_in", next=wanted_next()), 303)
    form, address, user_id = CodeForm(), owner.email, owner.id
    if form.validate_on_submit() and form.performs(lambda: prove(address, form.code.data)):
        return entered(form.outcome)
    held = queries_safety.held_by(user_id)
    return forms.page("accounts/second_step.html", form, held=held, go_on=wanted_next(),
                      elsewhere=recently.elsewhere())


def prove(address: str, code: str) -> Entry:
    """Check the code, within limits."""
    spent = guard.spend_code(address)
    keys, now = current_app.extensions["settings"].secrets, clock.now()
    try:
        entry = actions_entry.sign_in_with_code(actor.current(), session[STEP], code, browser(), keys=keys, now=now)
    except LinkExpired as refusal:
        refusal.details["links"] = ((_("Log in"), url_for("accounts.sign_in")),)
        raise
    guard.give_back(spent)
    return entry


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
