"""Another e-mail address, and the letter that somebody did not sign in themselves."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_email, actions_entry, passwords, queries, queries_safety
from hackathon.accounts.forms import ButtonForm
from hackathon.accounts.forms_safety import EmailForm
from hackathon.accounts.pages import guard, recently
from hackathon.accounts.pages.blueprint import pages
from hackathon.errors import LinkExpired
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/accounts/email", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def change_email() -> Response:
    """Ask for another address; both mailboxes get a letter."""
    form, user = EmailForm(), actor.user()
    if form.validate_on_submit() and form.performs(lambda: ask(form.email.data)):
        flash(_("We have written to both addresses. The new one counts once both links were used."), "success")
        return redirect(url_for("accounts.safety"), 303)
    return forms.page("accounts/change_email.html", form, address=user.email)


def ask(address: str) -> None:
    """Send the letters, within limits."""
    guard.spend_letter("email-change", address)
    actions_email.ask_for_address(actor.current(), actor.user(), address, now=clock.now())


@pages.route("/accounts/email/<token>", methods=["GET", "POST"])
@access.public
def answer_email(token: str) -> Response:
    """Say yes or no to another address, from one of the two mailboxes."""
    link = queries_safety.address_link(token, now=clock.now())
    if link is None:
        raise LinkExpired()
    form = ButtonForm()
    if form.validate_on_submit() and form.performs(lambda: answer(token)):
        return redirect(url_for("editions.home"), 303)
    return forms.page("accounts/answer_email.html", form, link=link)


def answer(token: str) -> None:
    """Carry out the button that was pressed."""
    if request.form.get("answer") == "stop":
        actions_email.stop(actor.current(), token, now=clock.now())
        flash(_("The change is stopped. Your address stays as it is."), "success")
    elif actions_email.agree(actor.current(), token, now=clock.now()):
        flash(_("The address is changed. Every sign-in has ended: sign in with the new address."), "success")
    else:
        flash(_("Thank you. The change waits for the link in the other mailbox."), "success")


@pages.route("/accounts/not-me/<token>", methods=["GET", "POST"])
@access.public
def not_me(token: str) -> Response:
    """Show a button that ends every sign-in of an account into which a stranger came."""
    if queries.owner_of_link(token, "alarm", now=clock.now()) is None:
        raise LinkExpired(links=((_("Set a new password"), url_for("accounts.ask_reset")),))
    form = ButtonForm()
    if form.validate_on_submit() and form.performs(lambda: shut_out(token)):
        return redirect(url_for("accounts.letter_sent", about="reset"), 303)
    return forms.page("accounts/not_me.html", form)


def shut_out(token: str) -> None:
    """End the sign-ins, and let the stolen password open nothing."""
    actions_entry.raise_alarm(actor.current(), token, passwords.NOBODYS, now=clock.now())
