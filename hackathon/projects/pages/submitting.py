"""Handing a project in: the review before, the receipt after."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, url_for

from hackathon import clock
from hackathon.projects import actions, queries, queries_submitting, reviewing, windows
from hackathon.projects.forms import SubmitForm
from hackathon.projects.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, forms


@pages.route("/<edition:edition>/projects/<int:project_id>/submit", methods=["GET", "POST"])
@access.guards(Permission.PROJECT_SUBMIT)
def submit_project(project_id: int) -> Response:
    """Show what will be handed in and what is missing; hand it in on pressing the button."""
    project = queries_submitting.project_to_submit(actor.current(), project_id)
    form = SubmitForm()
    if form.validate_on_submit() and form.performs(lambda: _submit(project, form)):
        return redirect(url_for("projects.show_receipt", project_id=project_id), 303)
    review = reviewing.review(project, now=clock.received_at())
    form.digest.data = review.digest
    return forms.page("projects/submit_project.html", form, project=project, review=review,
                      **windows.told(project))  # fmt: skip


def _submit(project: Any, form: SubmitForm) -> None:
    digest, key = form.digest.data or "", form.key.data
    actions.submit_project(actor.current(), project, digest, key, now=clock.received_at())


@pages.get("/<edition:edition>/projects/<int:project_id>/receipt")
@access.guards(Permission.PROJECT_VIEW_DRAFT)
def show_receipt(project_id: int) -> str:
    """Show what was handed in, when, and the SHA-256 that proves it."""
    project = queries.own_project(actor.current(), project_id, Permission.PROJECT_VIEW_DRAFT)
    return render_template(
        "projects/show_receipt.html",
        project=project,
        submission=queries.require_submission(project),
        earlier=queries.submissions_of(project)[1:],
    )


@pages.get("/<edition:edition>/projects/<int:project_id>/receipt.json")
@access.guards(Permission.PROJECT_VIEW_DRAFT)
def download_content(project_id: int) -> Response:
    """Hand out the exact bytes whose SHA-256 the receipt names."""
    project = queries.own_project(actor.current(), project_id, Permission.PROJECT_VIEW_DRAFT)
    text = reviewing.canonical_text(queries.require_submission(project))
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="project-{project_id}.json"'
    return response
