"""Files of a project: add one, remove one. What was handed in keeps the files that it had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from hackathon import audit
from hackathon.db import db, locked, transactional
from hackathon.errors import NotFound, TooManyFiles
from hackathon.files.storage import StoredFile
from hackathon.projects import windows
from hackathon.projects.models import Project, ProjectFile
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor, Permission, permit


@transactional
def add_file(actor: Actor, project: Project, stored: StoredFile, *, most: int, now: datetime) -> None:
    """Add a stored file to the draft, up to the number that a project may have."""
    permit(actor, Permission.PROJECT_EDIT, project)
    project = _held(project, now)
    query = select(func.count(ProjectFile.id)).filter_by(project_id=project.id, removed_at=None)
    if (db.session.scalar(query) or 0) >= most:
        raise TooManyFiles(limit=most, field="file")
    row = ProjectFile(
        edition_id=project.edition_id,
        project_id=project.id,
        stored_name=stored.stored_name,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
    db.session.add(row)
    _touch(project, now)
    details = {"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type}
    audit.record(actor, audit.Verb.PROJECT_FILE_ADDED, project, now=now, details=details)


@transactional
def remove_file(actor: Actor, project: Project, file_id: int, *, now: datetime) -> None:
    """Take a file out of the draft; earlier submissions keep it."""
    permit(actor, Permission.PROJECT_EDIT, project)
    project = _held(project, now)
    file = db.session.scalar(select(ProjectFile).filter_by(project_id=project.id, id=file_id, removed_at=None))
    if file is None:
        raise NotFound()
    file.removed_at = now
    _touch(project, now)
    audit.record(actor, audit.Verb.PROJECT_FILE_REMOVED, project, now=now, details={"sha256": file.sha256})


def _held(project: Project, now: datetime) -> Project:
    found = locked(Project, id=project.id)
    team = found.team
    rosters.require_in_the_running(team.admission, team.closed_at, team.admission_reason)
    rosters.require_forming(windows.schedule_for(found), now)
    return found


def _touch(project: Project, now: datetime) -> None:
    """Note that the draft has moved on, without a new version: nobody's text in the editor is out of date."""
    db.session.execute(update(Project).where(Project.id == project.id).values(saved_at=now))
