"""Files among the answers: for those who gave them, their team and the organizers."""

from __future__ import annotations

from flask import Response, current_app, g, send_file

from hackathon.errors import NotFound
from hackathon.questions import queries as questions
from hackathon.registrations.pages import pages
from hackathon.rules.permissions import Permission
from hackathon.web import access, actor


@pages.get("/<edition:edition>/answers/files/<int:file_id>")
@access.guards(Permission.REGISTRATION_OWN)
def download_answer_file(file_id: int) -> Response:
    """Hand out a file to keep, never to open in the page."""
    file, sheet = questions.file_with_sheet(file_id)
    own = sheet.user_id == actor.current().user_id or sheet.team_id in actor.current().member_of
    if not own and not actor.may(Permission.REGISTRATION_REVIEW, g.edition):
        raise NotFound()
    path = current_app.extensions["settings"].uploads_path / file.stored_name
    kept = {"as_attachment": True, "download_name": file.name, "etag": file.sha256, "max_age": 0}
    response = send_file(path, mimetype=file.media_type, **kept)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
