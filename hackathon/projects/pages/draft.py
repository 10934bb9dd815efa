"""The editor of a project's draft."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from hackathon import clock
from hackathon.files import file_types
from hackathon.projects import actions, queries, windows
from hackathon.projects.forms import ProjectForm, UploadForm
from hackathon.projects.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor, conflicts, forms, markdown, refusals, wording


@pages.route("/<edition:edition>/projects/<int:project_id>/edit", methods=["GET", "POST"])
@access.guards(Permission.PROJECT_EDIT)
def edit_project(project_id: int) -> Response:
    """Write the draft. Saved by button or by itself; previewed without being saved."""
    project = queries.own_project(actor.current(), project_id, Permission.PROJECT_EDIT)
    form = ProjectForm(obj=project)
    if "preview" not in request.form and form.validate_on_submit() and form.performs(lambda: _save(project, form)):
        return _saved(form, project_id)
    conflicts.compare(form, lambda: ProjectForm(formdata=None, obj=project))
    return editor(project, form)


def _save(project: Any, form: ProjectForm) -> actions.Saved:
    version = form.version.data or 0
    return actions.save_draft(actor.current(), project, form.values(), version, now=clock.received_at())


def _saved(form: ProjectForm, project_id: int) -> Response:
    saved = form.outcome
    if refusals.wants_json():
        text = _("Saved %(time)s", time=wording.clock_time(saved.saved_at))
        return jsonify(saved_at_text=text, version=saved.version)
    if "review" in request.form:
        return redirect(url_for("projects.submit_project", project_id=project_id), 303)
    flash(_("The draft is saved. The jury sees it only after you submit it."), "success")
    return redirect(url_for("projects.edit_project", project_id=project_id, _anchor="said"), 303)


def editor(project: Any, form: ProjectForm, upload: UploadForm | None = None) -> Response:
    """Show the editor with what was typed, saved or refused; a program gets the refusal alone."""
    settings = current_app.extensions["settings"]
    values = {
        "preview": markdown.render(form.description.data) if "preview" in request.form else None,
        "limits": (settings.files_per_project, wording.megabytes(settings.upload_limit)),
        "largest": settings.upload_limit,
        "writable": queries.is_writable(project, clock.now()),
        "types": file_types,
        **windows.told(project),
    }
    sent = upload if upload is not None and upload.errors else form
    return forms.page("projects/edit_project.html", sent, draft=form, project=project, **values)


@pages.post("/<edition:edition>/projects/preview")
@access.signed_in
def preview_markdown() -> str:
    """Show how a description will look; nothing is saved."""
    return render_template("projects/_preview.html", preview=markdown.render(request.form.get("description", "")))
