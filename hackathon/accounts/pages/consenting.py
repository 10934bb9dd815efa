"""One's own consents; and whoever has not seen a changed text is asked again."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hackathon import clock
from hackathon.accounts import actions_person as actions
from hackathon.accounts import consents as texts
from hackathon.accounts import queries_consents as queries
from hackathon.accounts.details import ConsentPurpose
from hackathon.accounts.pages.blueprint import pages
from hackathon.errors import NotFound
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor
from hackathon.web.locale import current_language

# Where nobody is asked: the way to consents, out, and to one's data; and what is no page.
OPEN = ("accounts.", "privacy.", "health.", "device.", "editions.privacy", "editions.show_rules", "static")


@pages.get("/accounts/consents")
@access.guards(Permission.ACCOUNT_EDIT)
def consents() -> str:
    """Show every consent with its text, when it was given or withdrawn, and a button to change it."""
    history = queries.history_of(actor.user().id)
    given = {purpose: rows[-1] for purpose, rows in history.items()}
    return render_template("accounts/consents.html", texts=texts.TEXTS, given=given, history=history)


def purpose_of(name: str) -> ConsentPurpose:
    """Return the purpose that an address names."""
    if name not in tuple(ConsentPurpose):
        raise NotFound()
    return ConsentPurpose(name)


@pages.post("/accounts/consents/<purpose>/give")
@access.guards(Permission.ACCOUNT_EDIT)
def give_consent(purpose: str) -> Response:
    """Agree to the present text."""
    wanted = purpose_of(purpose)
    actions.give_consent(actor.current(), actor.user(), wanted, current_language(), now=clock.now())
    flash(_("Your consent is recorded."), "success")
    return redirect(url_for("accounts.consents"), 303)


@pages.post("/accounts/consents/<purpose>/withdraw")
@access.guards(Permission.ACCOUNT_EDIT)
def withdraw_consent(purpose: str) -> Response:
    """Take a consent back."""
    actions.withdraw_consent(actor.current(), actor.user(), purpose_of(purpose), now=clock.now())
    flash(_("Your consent is withdrawn."), "success")
    return redirect(url_for("accounts.consents"), 303)


@pages.get("/privacy/consents")
@access.public
def consent_texts() -> str:
    """Show every text that somebody agreed to, as it was shown, by version and language."""
    return render_template("accounts/consent_texts.html", wordings=queries.wordings())


@pages.before_app_request
def ask_again() -> Response | None:
    """Tell of a changed text on every page, and lead to it once the time to read it is over."""
    present = actor.sign_in() if _is_page() else None
    unread = queries.unread_of(present.user_id) if present else []
    if any(text.is_due(clock.now()) for text in unread):
        flash(_("A text that you agreed to has changed. Read it and agree, or close your account."), "warning")
        return redirect(url_for("accounts.consents"), 303)
    g.unread_texts = unread
    return None


def _is_page() -> bool:
    return request.method == "GET" and bool(request.endpoint) and not request.endpoint.startswith(OPEN)
