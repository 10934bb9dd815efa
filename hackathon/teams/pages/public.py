"""The list of teams and a team's page; members and organizers see more of it."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, render_template, request

from hackathon import clock
from hackathon.projects import queries as projects
from hackathon.rules import blindness, rosters
from hackathon.rules.permissions import Permission
from hackathon.teams import invites, queries, queries_joining, queries_pool, words
from hackathon.teams.pages import pages
from hackathon.teams.pages.answers import answers_of
from hackathon.web import access, actor, paging

SIZE = 48


@pages.get("/<edition:edition>/teams/")
@access.public
def list_teams() -> str:
    """Show the teams; people are named only if they agreed to be."""
    blindness.require_sight(actor.current(), g.edition)
    search = request.args.get("q", "")[:100]
    rows, total = queries.public_teams(search, page=paging.wanted_page(), size=SIZE)
    page = paging.shown(rows, total, SIZE)
    return render_template("teams/list_teams.html", page=page, search=search, forming=_forming())


@pages.get("/<edition:edition>/teams/<int:team_id>")
@access.public
def show_team(team_id: int) -> str:
    """Show a team: to its members with the invite link and everything they can do, to visitors without."""
    blindness.require_sight(actor.current(), g.edition)
    team = queries.visible_team(actor.current(), team_id)
    values = {"team": team, "people": queries.people_of(team), "forming": _forming()}
    values |= _project_of(team) | _openings(team)
    if actor.may(Permission.TEAM_VIEW_INSIDE, team):
        values |= answers_of(team)
        values["token"] = invites.token_for(team, current_app.secret_key)
    return render_template("teams/show_team.html", **values)


def _project_of(team: Any) -> dict[str, Any]:
    project = projects.project_of_team(team)
    shown = project is not None and projects.sees_submission(actor.current(), project)
    return {"project": project, "shows_project": shown, **projects.work_on(project, clock.now())}


def _openings(team: Any) -> dict[str, Any]:
    """Return whom the team looks for, its named mentors, and what its captain has to answer."""
    look = queries_pool.look_of(team.id)
    leads = actor.may(Permission.TEAM_EDIT, team)
    requests = queries_joining.requests_to(team) if leads and _forming() else []
    mentors = queries.named_publicly(each.user_id for each in team.mentorships)
    is_mentor = any(each.user_id == actor.current().user_id for each in team.mentorships)
    values = {"look": look, "requests": requests, "mentors": list(mentors.values()), "is_mentor": is_mentor}
    return {**values, "words": words, "titles": queries_pool.challenge_titles() if look else {}}


def _forming() -> bool:
    return rosters.is_forming(g.edition.schedule, clock.now())
