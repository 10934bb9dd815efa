"""Pages of challenge briefs, for everybody and for organizers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon import clock
from hackathon.challenges import actions, queries, words
from hackathon.challenges.forms import challenge_form
from hackathon.editions import queries as editions
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms, rows
from hackathon.web.wording import plain

pages = Blueprint("challenges", __name__)


@pages.app_context_processor
def _words() -> dict[str, Any]:
    return {"track_name": words.track_name, "goals": words.goals}


@pages.get("/<edition:edition>/challenges/")
@access.public
def list_challenges() -> str:
    """Show the briefs of the edition, of all tracks or of one."""
    track = request.args.get("track", "")
    tabs = words.track_tabs(queries.counts_by_track(), track)
    return render_template(
        "challenges/list_challenges.html", challenges=queries.challenges(track), tabs=tabs, track=track
    )


@pages.get("/<edition:edition>/challenges/<slug>")
@access.public
def show_challenge(slug: str) -> str:
    """Show a brief with its sources, and what the jury looks at."""
    challenge = queries.challenge_by_slug(slug)
    names = {criterion.key: criterion.name for criterion in editions.criteria()}
    return render_template("challenges/show_challenge.html", challenge=challenge, names=names)


@pages.get("/<edition:edition>/organize/challenges/")
@access.needs(Permission.CHALLENGE_EDIT)
def organize_challenges() -> str:
    """Show organizers the list of briefs with what can be done with them."""
    return render_template("challenges/organize_challenges.html", challenges=queries.challenges())


@pages.route("/<edition:edition>/organize/challenges/new", methods=["GET", "POST"])
@access.needs(Permission.CHALLENGE_EDIT)
def create_challenge() -> ResponseReturnValue:
    """Write a new brief."""
    form = challenge_form(g.edition, editions.criteria())
    if not rows.pressed() and form.validate_on_submit() and form.performs(
        lambda: actions.create_challenge(actor.current(), g.edition, form.values(), now=clock.now())
    ):
        flash(_("The challenge “%(title)s” is saved.", title=plain(form.outcome.title)), "success")
        return redirect(url_for("challenges.organize_challenges"), 303)
    return forms.page("challenges/edit_challenge.html", form, challenge=None)


@pages.route("/<edition:edition>/organize/challenges/<slug>", methods=["GET", "POST"])
@access.needs(Permission.CHALLENGE_EDIT)
def edit_challenge(slug: str) -> ResponseReturnValue:
    """Change a brief; a second tab with an older version is told."""
    brief, criteria = queries.challenge_by_slug(slug), editions.criteria()
    form = challenge_form(g.edition, criteria, brief)
    if not rows.pressed() and form.validate_on_submit() and form.performs(
        lambda: actions.edit_challenge(actor.current(), brief, form.values(), form.version.data, now=clock.now())
    ):
        flash(_("The challenge “%(title)s” is saved.", title=plain(brief.title)), "success")
        return redirect(url_for("challenges.organize_challenges"), 303)
    conflicts.compare(form, lambda: challenge_form(g.edition, editions.criteria(), brief, typed=False))
    return forms.page("challenges/edit_challenge.html", form, challenge=brief)


@pages.post("/<edition:edition>/organize/challenges/<slug>/remove")
@access.needs(Permission.CHALLENGE_EDIT)
def remove_challenge(slug: str) -> Response:
    """Delete a brief that no project has chosen."""
    actions.remove_challenge(actor.current(), queries.challenge_by_slug(slug), now=clock.now())
    flash(_("The challenge is deleted."), "success")
    return redirect(url_for("challenges.organize_challenges"), 303)
