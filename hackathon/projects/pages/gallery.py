"""What visitors see once the results are published, and what the team and the jury see before."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from hackathon import clock
from hackathon.challenges import queries as challenges
from hackathon.projects import content, queries, queries_gallery
from hackathon.projects.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.teams import queries as teams
from hackathon.web import access, actor, paging
from hackathon.web.rendered import share

SIZE = 48


@pages.get("/<edition:edition>/projects/")
@access.public
def gallery() -> Response:
    """Show every project that was handed in, once the results are published; before that, say when."""
    if g.edition.results_published_at is None:
        return make_response(render_template("projects/gallery_later.html"))
    wanted = queries_gallery.Wanted(request.args.get("q", "")[:100], request.args.get("challenge", "")[:80])
    found = queries_gallery.exhibits(wanted)
    page = paging.shown(found, len(found), SIZE)
    briefs = challenges.challenges()
    return share(make_response(render_template("projects/gallery.html", page=page, wanted=wanted, briefs=briefs)))


@pages.get("/<edition:edition>/projects/<int:project_id>")
@access.public
def show_project(project_id: int) -> Response:
    """Show a project: what was handed in; to its team and the organizers the draft as long as there is nothing else."""
    project = queries.project_for(actor.current(), project_id)
    values = {
        "inside": actor.may(Permission.PROJECT_VIEW_DRAFT, project),
        "people": teams.people_of(project.team),
        "submission": queries.shown_submission(project) if project.latest else None,
        "draft": None if project.latest else content.content_of(project),
        "writable": queries.is_writable(project, clock.now()),
    }
    return share(make_response(render_template("projects/show_project.html", project=project, **values)))
