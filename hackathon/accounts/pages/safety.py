"""One's own second factors: an overview, the app that shows codes, recovery codes."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_factors, authenticator, queries_safety
from hackathon.accounts.actions_factors import SetUp
from hackathon.accounts.forms_safety import AppForm
from hackathon.accounts.pages import guard, recently
from hackathon.accounts.pages.blueprint import pages, wanted_next
from hackathon.errors import LinkExpired
from hackathon.rules import codes, offices
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms, roles


def keys() -> tuple[str, ...]:
    """Return the keys that open sealed secrets."""
    return current_app.extensions["settings"].secrets


def is_required() -> bool:
    """Say whether an office of whoever asks needs a second factor."""
    return actor.needs_second_factor(roles.actor_for(actor.sign_in()))


@pages.get("/accounts/security")
@access.guards(Permission.ACCOUNT_EDIT)
def safety() -> str:
    """Show which second factors the account has, and what is missing."""
    user, now = actor.user(), clock.now()
    return render_template(
        "accounts/safety.html", user=user, held=queries_safety.held_by(user.id),
        since=queries_safety.app_since(user.id), passkeys=queries_safety.passkeys_of(user.id),
        waiting=queries_safety.waiting_address(user.id, now=now), go_on=wanted_next(),
        required=is_required(), trial=current_app.extensions["settings"].trial,
        in_office=offices.holds_office(roles.actor_for(actor.sign_in())),
    )  # fmt: skip


@pages.route("/accounts/security/app", methods=["GET", "POST"])
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def set_up_app() -> Response:
    """Show a key for an app, as a picture and as text, and ask for the first code."""
    user_id, address = actor.user().id, actor.user().email
    form = AppForm()
    secret = stored_secret(form, user_id)
    if form.validate_on_submit() and form.performs(lambda: take_app(secret, form.code.data)):
        return added(_("The app is set up."), form.outcome)
    picture = authenticator.picture(authenticator.address_for_apps(secret, address))
    return forms.page("accounts/set_up_app.html", form, picture=picture, key=codes.in_groups(secret))


def stored_secret(form: AppForm, user_id: int) -> str:
    """Return the secret that the form carries sealed, or a new one."""
    sent = form.sealed.data if request.method == "POST" and form.sealed.data else ""
    sealed = sent or authenticator.new_secret(user_id, keys())
    secret = authenticator.secret_of(user_id, sealed, keys(), within=authenticator.SET_UP_WITHIN)
    if secret is None:
        raise LinkExpired(links=((_("Set up an app"), url_for("accounts.set_up_app")),))
    form.sealed.data = sealed
    return secret


def take_app(secret: str, typed: str) -> list[str]:
    """Check the first code, within limits, and store the app."""
    spent = guard.spend_code(actor.user().email)
    set_up = SetUp(secret, typed, actor.session_id())
    made = actions_factors.add_app(actor.current(), actor.user(), set_up, keys=keys(), now=clock.now())
    guard.give_back(spent)
    return made


def added(said: str, made: list[str]) -> Response:
    """Show the recovery codes if they were just made; they are in no other answer."""
    actor.look_again()
    if made:
        return current_app.make_response(render_template("accounts/recovery_codes.html", codes=made, said=said))
    flash(said, "success")
    return redirect(url_for("accounts.safety"), 303)


@pages.post("/accounts/security/app/remove")
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def remove_app() -> Response:
    """Take the app away."""
    actions_factors.remove_app(actor.current(), actor.user(), required=is_required(), now=clock.now())
    flash(_("The app is removed."), "success")
    return redirect(url_for("accounts.safety"), 303)


@pages.post("/accounts/security/recovery-codes")
@access.guards(Permission.ACCOUNT_EDIT)
@recently.needed
def renew_recovery_codes() -> Response:
    """Make new recovery codes, and show them once; the older ones work no more."""
    made = actions_factors.renew_recovery_codes(actor.current(), actor.user(), now=clock.now())
    return added(_("The recovery codes are new; the older ones work no more."), made)
