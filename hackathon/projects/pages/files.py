"""Files of a project: added and removed by the team, downloaded by whoever may read the project."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, redirect, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon import clock
from hackathon.errors import Refusal
from hackathon.files import storage
from hackathon.projects import actions_files as actions
from hackathon.projects import queries
from hackathon.projects.forms import ProjectForm, UploadForm
from hackathon.projects.pages import pages
from hackathon.projects.pages.draft import editor
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, refusals


@pages.post("/<edition:edition>/projects/<int:project_id>/files")
@access.guards(Permission.PROJECT_EDIT)
@refusals.leads_back("projects.edit_project", _l("Back to the project"), anchor="files")
def upload_file(project_id: int) -> Response:
    """Add a file to the draft."""
    project = queries.own_project(actor.current(), project_id, Permission.PROJECT_EDIT)
    form = UploadForm()
    if form.validate_on_submit() and form.performs(lambda: _keep(project, form)):
        flash(_("The file is added to the draft."), "success")
        return _back(project_id)
    return editor(project, ProjectForm(formdata=None, obj=project), form)


def _keep(project: Any, form: UploadForm) -> None:
    settings, upload = current_app.extensions["settings"], form.file.data
    queries.let_go()
    stored = storage.keep(upload.stream, upload.filename or "", settings.uploads_path, limit=settings.upload_limit)
    try:
        actions.add_file(
            actor.current(), project, stored, most=settings.files_per_project, now=clock.received_at()
        )
    except Refusal:
        storage.discard(stored, settings.uploads_path)
        raise


@pages.post("/<edition:edition>/projects/<int:project_id>/files/<int:file_id>/remove")
@access.guards(Permission.PROJECT_EDIT)
def remove_file(project_id: int, file_id: int) -> Response:
    """Take a file out of the draft."""
    project = queries.own_project(actor.current(), project_id, Permission.PROJECT_EDIT)
    actions.remove_file(actor.current(), project, file_id, now=clock.received_at())
    flash(_("The file is removed from the draft."), "success")
    return _back(project_id)


@pages.get("/<edition:edition>/projects/<int:project_id>/files/<int:file_id>")
@access.public
def download_file(project_id: int, file_id: int) -> Response:
    """Hand out a file to keep, never to open in the page."""
    project = queries.project_for(actor.current(), project_id)
    file = queries.file_for(actor.current(), project, file_id)
    path = current_app.extensions["settings"].uploads_path / file.stored_name
    response = send_file(
        path, mimetype=file.media_type, as_attachment=True, download_name=file.name, etag=file.sha256, max_age=0
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _back(project_id: int) -> Response:
    return redirect(url_for("projects.edit_project", project_id=project_id, _anchor="files"), 303)
