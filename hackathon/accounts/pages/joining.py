"""Sign up, and confirm the address by the link in a letter."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions, actions_entry, consents, passwords, queries, tokens
from hackathon.accounts.details import Application
from hackathon.accounts.forms import ButtonForm, ConfirmForm, SignUpForm
from hackathon.accounts.pages import entering, guard
from hackathon.accounts.pages.blueprint import go_on, pages, wanted_next
from hackathon.errors import LinkExpired, NotTheApplicant
from hackathon.web import access, actor, forms
from hackathon.web.locale import current_language

SIGNED_UP = "signed_up"


@pages.route("/accounts/sign-up", methods=["GET", "POST"])
@access.public
def sign_up() -> Response:
    """Make an account; it can be used once the address is confirmed."""
    if request.method != "POST" and actor.user() is not None:
        return go_on(wanted_next())
    form = SignUpForm(next=wanted_next() or "")
    if not form.only_searches() and form.validate_on_submit() and form.performs(lambda: apply(form)):
        session[SIGNED_UP] = form.outcome
        return redirect(url_for("accounts.letter_sent", about="confirm"), 303)
    return forms.page("accounts/sign_up.html", form, texts=consents.TEXTS, go_on=wanted_next())


def apply(form: SignUpForm) -> str:
    """Hash the password while no transaction is open, then make the account."""
    guard.spend_letter("sign-up", form.email.data)
    application = Application(
        email=form.email.data,
        password_hash=form.password_hash(),
        person=form.person(current_language()),
        consents=form.agreed(),
        go_on=wanted_next(),
    )
    return actions.sign_up(actor.current(), application, now=clock.now())


@pages.get("/accounts/letter-sent/<any(confirm, reset):about>")
@access.public
def letter_sent(about: str) -> str:
    """Say that a letter is on its way, the same for every address."""
    return render_template("accounts/letter_sent.html", about=about)


@pages.route("/accounts/confirm/<token>", methods=["GET", "POST"])
@access.public
def confirm_email(token: str) -> Response:
    """Show a button that confirms the address; programs that follow links in letters change nothing."""
    owner = queries.owner_of_link(token, "confirm_email", now=clock.now())
    if owner is None:
        raise expired()
    form, address = _confirm_form(token), owner.email
    if form.validate_on_submit() and form.performs(lambda: require_applicant(form, owner.id, address)):
        return confirmed(token)
    return forms.page("accounts/confirm_email.html", form, address=address)


def _confirm_form(token: str) -> ButtonForm:
    """Ask any browser but the one that signed up for the password: somebody else may have used the address."""
    return ButtonForm() if session.get(SIGNED_UP) == tokens.digest(token) else ConfirmForm()


def require_applicant(form: ButtonForm, user_id: int, address: str) -> None:
    """Refuse a password that is not the one of the application, so that nobody confirms a stranger's account."""
    if not isinstance(form, ConfirmForm):
        return
    spent = guard.spend_sign_in(address)
    if not passwords.fits(user_id, form.password.data):
        raise NotTheApplicant(field="password")
    guard.give_back(spent)


def confirmed(token: str) -> Response:
    """Confirm the address and sign in: the browser has shown the link and the password, or has just signed up."""
    try:
        user = actions.confirm_email(actor.current(), token, now=clock.now())
    except LinkExpired as refusal:
        raise expired() from refusal
    flash(_("Your e-mail address is confirmed."), "success")
    entry = actions_entry.sign_in(actor.current(), user.id, entering.browser(), now=clock.now())
    return entering.entered(entry)


def expired() -> LinkExpired:
    """Return the refusal of a useless link, with the two ways on."""
    sign_in = (_("Log in"), url_for("accounts.sign_in", next=wanted_next()))
    return LinkExpired(links=(sign_in, (_("Get a new link"), url_for("accounts.ask_reset"))))
