"""What a guardian reads and answers, and how somebody under age has the letter sent again."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from hackathon import clock
from hackathon.registrations import actions_guardians as actions
from hackathon.registrations import guardians
from hackathon.registrations.forms_guardians import GuardianConsentForm, guardian_form, guardian_in
from hackathon.registrations.guardian_text import TEXT
from hackathon.registrations.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/guardian/<token>", methods=["GET", "POST"])
@access.public
def answer_as_guardian(token: str) -> ResponseReturnValue:
    """Read what a consent means, and give it; whoever has given it sees when, and can take it back."""
    row, form = _row(token), GuardianConsentForm()
    language = str(get_locale())
    if form.validate_on_submit() and form.performs(lambda: actions.consent(
        actor.current(), g.edition, row, form.name.data, language, now=clock.received_at()
    )):  # fmt: skip
        flash(_("Thank you, your consent is noted. A letter confirms it."), "success")
        return redirect(url_for("registrations.answer_as_guardian", token=token), 303)
    late = clock.now() >= row.expires_at and not row.is_given
    return forms.page("registrations/guardian.html", form, row=row, late=late, token=token, text=TEXT)


@pages.post("/<edition:edition>/guardian/<token>/withdraw")
@access.public
def withdraw_as_guardian(token: str) -> ResponseReturnValue:
    """Take the consent back."""
    if actions.take_back(actor.current(), g.edition, _row(token), now=clock.received_at()):
        flash(_("You have taken your consent back. The person no longer takes part and is told by letter."), "success")
    else:
        flash(_("You have taken your consent back. The organizers see it; what the team handed in stays."), "success")
    return redirect(url_for("registrations.answer_as_guardian", token=token), 303)


def _row(token: str) -> Any:
    return guardians.behind(token, g.edition.id, current_app.secret_key)


@pages.route("/<edition:edition>/my-registration/guardian", methods=["GET", "POST"])
@access.guards(Permission.REGISTRATION_OWN)
def ask_guardian() -> ResponseReturnValue:
    """Send the letter to the guardian again, or to another one."""
    row = guardians.of(actor.current().user_id)
    form = guardian_form(row)
    if form.validate_on_submit() and form.performs(lambda: actions.ask_again(
        actor.current(), g.edition, row, guardian_in(form), now=clock.received_at()
    )):  # fmt: skip
        flash(_("The letter is on its way. Its link replaces the earlier one."), "success")
        return redirect(url_for("registrations.my_registration"), 303)
    return forms.page("registrations/ask_guardian.html", form, row=row)
