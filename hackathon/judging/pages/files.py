"""Files that judges get while judging is blind: under a number, cleaned of what tells who made them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, current_app, g, send_file

from hackathon import clock
from hackathon.errors import NotFound
from hackathon.judging import queries_blind, queries_redaction
from hackathon.judging import queries_judge as queries
from hackathon.judging.pages.blueprint import own_seat, pages
from hackathon.projects import cleaning
from hackathon.projects import queries as projects
from hackathon.rules import blindness, redacting
from hackathon.rules.permissions import Permission
from hackathon.web import access


@pages.get("/<edition:edition>/judging/<int:project_id>/files/<int:number>")
@access.needs(Permission.JUDGING_QUEUE)
def download_file(project_id: int, number: int) -> Response:
    """Hand a judge a file without its name and without what tells who made it."""
    if not blindness.is_running(g.edition):
        raise NotFound()
    submission = queries.submission_for(own_seat(project_id), now=clock.now())
    reading = queries_blind.reading(g.edition, project_id, submission)
    offered = {file.number for file in reading.files if file.ending and not file.withheld}
    if number not in offered:
        raise NotFound()
    return given_out(submission, number, project_id)


def given_out(submission: Any, number: int, project_number: int) -> Response:
    """Answer with the cleaned copy of a submission's file, which is called by numbers.

    No ETag and no date: both would be those of the original.
    """
    file = queries_redaction.file_behind(submission, number)
    path = current_app.extensions["settings"].uploads_path / file.stored_name
    projects.let_go()
    source = _cleaned(path, file)
    name = f"project-{project_number}-file-{number}.{cleaning.ending_for(file.media_type)}"
    options = {"as_attachment": True, "download_name": name, "etag": False, "conditional": False, "max_age": 0}
    response = send_file(source, mimetype=file.media_type, **options)
    del response.headers["Last-Modified"]
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _cleaned(path: Path, file: Any) -> Path | BytesIO:
    if file.media_type in cleaning.TEXTS:
        return BytesIO(redacting.hidden(cleaning.text_of(path), file.terms).encode())
    return cleaning.cleaned_copy(path, file.media_type)
