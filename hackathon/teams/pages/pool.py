"""People who look for a team and teams that look for people: both lists, and how to stand in them."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.rules import rosters
from hackathon.rules.permissions import Permission
from hackathon.teams import actions_pool as actions
from hackathon.teams import queries, queries_pool, words
from hackathon.teams.forms_joining import WishForm
from hackathon.teams.pages import pages
from hackathon.teams.queries_pool import Sought
from hackathon.web import access, actor, forms, paging

SIZE = 24
FIELDS = ("q", "skill", "language", "challenge")


@pages.get("/<edition:edition>/find-a-team/")
@access.needs(Permission.POOL_VIEW)
def list_looking_teams() -> str:
    """Show the teams that look for members."""
    sought = _sought()
    rows, total = queries_pool.teams(sought, page=paging.wanted_page(), size=SIZE)
    members = queries_pool.members([each.team_id for each in rows])
    return render_template("teams/list_looking_teams.html", members=members, **_values(sought, rows, total))


@pages.get("/<edition:edition>/find-a-team/people")
@access.needs(Permission.POOL_VIEW)
def list_pool() -> str:
    """Show who looks for a team: to those who take part, and to the organizers."""
    sought = _sought()
    rows, total = queries_pool.people(sought, page=paging.wanted_page(), size=SIZE)
    team = queries.own_team(actor.current())
    leads = team if team is not None and actor.may(Permission.TEAM_EDIT, team) else None
    return render_template("teams/list_pool.html", leads=leads, **_values(sought, rows, total))


def _sought() -> Sought:
    return Sought(**{name: request.args[name][:100] for name in FIELDS if request.args.get(name)})


def _values(sought: Sought, rows: list[Any], total: int) -> dict[str, Any]:
    user_id = actor.current().user_id
    values = {"page": paging.shown(rows, total, SIZE), "sought": sought, "words": words, "skills": words.SKILLS}
    values |= {"titles": queries_pool.challenge_titles(), "entry": queries_pool.own_entry(user_id)}
    codes = dict.fromkeys((g.edition.main_language, *g.edition.languages, "en"))
    spoken = list(zip(codes, words.languages(codes), strict=True))
    return {**values, "spoken": spoken, "forming": rosters.is_forming(g.edition.schedule, clock.now())}


@pages.route("/<edition:edition>/find-a-team/me", methods=["GET", "POST"])
@access.needs(Permission.TEAM_JOIN)
def enter_pool() -> Response:
    """Say what I can and wish, so that teams find me."""
    entry = queries_pool.own_entry(actor.current().user_id)
    form = WishForm(obj=entry)
    if form.validate_on_submit() and form.performs(
        lambda: actions.enter_pool(actor.current(), g.edition, form.wished(), now=clock.received_at())
    ):
        flash(_("Teams can find you now. You can leave the list at any time."), "success")
        return redirect(url_for("teams.list_looking_teams"), 303)
    return forms.page("teams/enter_pool.html", form, entry=entry)


@pages.post("/<edition:edition>/find-a-team/leave")
@access.signed_in
def leave_pool() -> Response:
    """Leave the list; what I said is deleted."""
    actions.leave_pool(actor.current(), g.edition, now=clock.received_at())
    flash(_("You no longer stand in the list, and what you said there is deleted."), "success")
    return redirect(url_for("teams.my_team"), 303)


@pages.route("/<edition:edition>/teams/<int:team_id>/looking", methods=["GET", "POST"])
@access.guards(Permission.TEAM_EDIT)
def look_for_members(team_id: int) -> Response:
    """Say for whom the team looks."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    look = queries_pool.look_of(team_id)
    form = WishForm(obj=look)
    if form.validate_on_submit() and form.performs(
        lambda: actions.look_for_members(actor.current(), team, form.wished(), now=clock.received_at())
    ):
        flash(_("Your team stands in the list of teams that look for members."), "success")
        return redirect(url_for("teams.show_team", team_id=team_id), 303)
    return forms.page("teams/look_for_members.html", form, team=team, look=look)


@pages.post("/<edition:edition>/teams/<int:team_id>/looking/stop")
@access.guards(Permission.TEAM_EDIT)
def look_no_more(team_id: int) -> Response:
    """Take the team off the list."""
    team = queries.team_to_change(actor.current(), team_id, Permission.TEAM_EDIT)
    actions.look_no_more(actor.current(), team, now=clock.received_at())
    flash(_("Your team looks for nobody any more. Whoever had asked is told."), "success")
    return redirect(url_for("teams.show_team", team_id=team_id), 303)
