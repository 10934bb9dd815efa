"""The link that makes somebody a judge."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import InviteInvalid
from hackathon.judging import actions_jury, queries_abilities
from hackathon.judging import queries_invitations as queries
from hackathon.judging.forms_jury import AbilitiesForm
from hackathon.judging.pages.blueprint import pages
from hackathon.teams import queries as teams
from hackathon.web import access, actor, forms


@pages.get("/<edition:edition>/judging/invitation/<token>")
@access.by_link
def accept_invitation(token: str) -> ResponseReturnValue:
    """Show what the invitation is for, and whether the reader is the one who was invited."""
    invitation, user = invited(token), actor.user()
    is_own = user is not None and user.email_key == invitation.email_key
    if is_own and invitation.accepted_at is not None and g.edition.id in actor.current().judge_of:
        return redirect(url_for("judging.queue"), 303)
    return _page(invitation, None)


def _page(invitation: Any, sent: AbilitiesForm | None) -> ResponseReturnValue:
    user, here = actor.user(), url_for("judging.accept_invitation", token=request.view_args["token"])
    is_own = user is not None and user.email_key == invitation.email_key
    found = queries_abilities.of_person(user.id) if is_own else None
    form = sent or AbilitiesForm(formdata=None, data=found.values if found else None)
    values = {"invitation": invitation, "is_own": is_own, "address": masked(invitation.email), "user": user}
    takes_part = is_own and teams.takes_part(user.id)
    return forms.page("judging/accept_invitation.html", form, here=here, takes_part=takes_part, found=found, **values)


@pages.post("/<edition:edition>/judging/invitation/<token>")
@access.by_link
def join_jury(token: str) -> ResponseReturnValue:
    """Become a judge, and say what one judges."""
    invitation, form = invited(token), AbilitiesForm()
    if not form.validate():
        return _page(invitation, form)
    actions_jury.accept_invitation(actor.current(), actor.user(), token, form.abilities(), now=clock.now())
    flash(_("Welcome to the jury."), "success")
    return redirect(url_for("judging.queue"), 303)


def invited(token: str) -> Any:
    """Return the invitation; a guessed link does not even tell whether the edition exists."""
    try:
        return queries.usable_invitation(token, now=clock.now())
    except InviteInvalid as refusal:
        raise access.concealed(refusal) from refusal


def masked(address: str) -> str:
    """Return "a•••@example.com": enough for its owner, nothing for whoever found the link."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}"
