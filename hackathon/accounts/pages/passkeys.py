"""Passkeys: sign in with one, and keep one's own list of them."""

from __future__ import annotations

from flask import current_app, flash, redirect, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_entry, actions_factors, passkeys, queries, queries_safety
from hackathon.accounts.entries import Entry
from hackathon.accounts.forms_safety import NewPasskeyForm, PasskeyForm, RenameForm
from hackathon.accounts.pages import entering, guard, recently, safety
from hackathon.accounts.pages.blueprint import pages
from hackathon.errors import PasskeyRefused
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


def options_answer(asked: tuple[str, str]) -> Response:
    """Keep the token in the browser's session, and hand the options to its script."""
    session[recently.ASKED], options = asked
    return current_app.response_class(options, mimetype="application/json")


def asked_for(purpose: str) -> tuple[str, int | None]:
    """Return the purpose with the account whose password was given, if it is the second step."""
    if purpose == passkeys.ENTER:
        return purpose, None
    owner = queries.owner_of_link(session.get(entering.STEP, ""), entering.STEP, now=clock.now())
    if owner is None:
        raise PasskeyRefused(links=((_("Log in"), url_for("accounts.sign_in")),))
    return purpose, owner.id


@pages.post("/accounts/sign-in/passkey/<any(enter, step):step>/options")
@access.public
def passkey_options(step: str) -> Response:
    """Tell a script what to ask a passkey, before or after the password."""
    guard.spend_passkey()
    return options_answer(passkeys.ask_for_proof(*asked_for(step), recently.place(), now=clock.now()))


@pages.post("/accounts/sign-in/passkey/<any(enter, step):step>")
@access.public
def enter_with_passkey(step: str) -> Response:
    """Sign in with a passkey."""
    guard.spend_passkey()
    form = PasskeyForm()
    if not form.validate():
        raise PasskeyRefused()
    return entering.entered(shown(step, form.credential.data))


def shown(purpose: str, answer: str) -> Entry:
    """Check the passkey while no transaction is open, then open a sign-in."""
    asked, now, token = asked_for(purpose), clock.now(), session.pop(recently.ASKED, "")
    proof = passkeys.shown(answer, token, asked, recently.place(), now=now)
    step = session.get(entering.STEP) if purpose == passkeys.STEP else None
    return actions_entry.sign_in_with_passkey(actor.current(), proof, step, entering.browser(), now=now)


@pages.route("/accounts/security/passkeys/add", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def add_passkey() -> Response:
    """Make a passkey and give it a name."""
    form = NewPasskeyForm()
    if form.validate_on_submit() and form.performs(lambda: add(form)):
        return safety.added(_("The passkey is added."), form.outcome)
    return forms.page("accounts/add_passkey.html", form, elsewhere=recently.elsewhere())


def add(form: NewPasskeyForm) -> list[str]:
    """Check what the device made, then store it."""
    token, now = session.pop(recently.ASKED, ""), clock.now()
    key = passkeys.made(form.credential.data, token, actor.user().id, recently.place(), now=now)
    who, user, name = actor.current(), actor.user(), form.name.data
    return actions_factors.add_passkey(who, user, key, name, actor.session_id(), now=now)


@pages.post("/accounts/security/passkeys/options")
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def new_passkey_options() -> Response:
    """Tell a script what passkey to make."""
    guard.spend_passkey()
    return options_answer(passkeys.ask_for_new(actor.user(), recently.place(), now=clock.now()))


@pages.route("/accounts/security/passkeys/<int:passkey_id>", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
def rename_passkey(passkey_id: int) -> Response:
    """Call a passkey something else."""
    row = queries_safety.passkey_of(actor.user().id, passkey_id)
    form = RenameForm(obj=row)
    if form.validate_on_submit() and form.performs(lambda: rename(passkey_id, form.name.data)):
        flash(_("The name is saved."), "success")
        return redirect(url_for("accounts.safety"), 303)
    return forms.page("accounts/rename_passkey.html", form, passkey=row)


def rename(passkey_id: int, name: str) -> None:
    """Store the name."""
    actions_factors.rename_passkey(actor.current(), actor.user(), passkey_id, name, now=clock.now())


@pages.post("/accounts/security/passkeys/<int:passkey_id>/remove")
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def remove_passkey(passkey_id: int) -> Response:
    """Take a passkey away."""
    queries_safety.passkey_of(actor.user().id, passkey_id)
    required, now = safety.is_required(), clock.now()
    actions_factors.remove_passkey(actor.current(), actor.user(), passkey_id, required=required, now=now)
    flash(_("The passkey is removed."), "success")
    return redirect(url_for("accounts.safety"), 303)
