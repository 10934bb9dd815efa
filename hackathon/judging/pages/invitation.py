"""The link that makes somebody a judge."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.errors import InviteInvalid
from hackathon.judging import actions_jury
from hackathon.judging import queries_invitations as queries
from hackathon.judging.pages.blueprint import pages
from hackathon.teams import queries as teams
from hackathon.web import access, actor


@pages.get("/<edition:edition>/judging/invitation/<token>")
@access.by_link
def accept_invitation(token: str) -> ResponseReturnValue:
    """Show what the invitation is for, and whether the reader is the one who was invited."""
    invitation, user = invited(token), actor.user()
    is_own = user is not None and user.email_key == invitation.email_key
    if is_own and invitation.accepted_at is not None and g.edition.id in actor.current().judge_of:
        return redirect(url_for("judging.queue"), 303)
    takes_part = is_own and teams.takes_part(user.id)
    values = {"invitation": invitation, "is_own": is_own, "address": masked(invitation.email), "user": user}
    return render_template("judging/accept_invitation.html", here=request.path, takes_part=takes_part, **values)


@pages.post("/<edition:edition>/judging/invitation/<token>")
@access.by_link
def join_jury(token: str) -> ResponseReturnValue:
    """Become a judge."""
    invited(token)
    actions_jury.accept_invitation(actor.current(), actor.user(), token, now=clock.now())
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
