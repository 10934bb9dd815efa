"""What handing a project in reads: built once, for everybody asks it in the last minute before a deadline."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager

from hackathon.db import connection, db
from hackathon.editions import scope
from hackathon.projects import queries, windows
from hackathon.projects.models import Project, Submission
from hackathon.rules.permissions import Actor, Permission
from hackathon.teams.models import Team

_ALONE = scope.prepared(select(Project).where(Project.id == bindparam("project_id")))
_HELD = scope.prepared(
    select(Project)
    .join(Project.team)
    .outerjoin(Project.challenge)
    .options(contains_eager(Project.team), contains_eager(Project.challenge))
    .where(Project.id == bindparam("project_id"))
    .with_for_update(of=(Project, Team))
    .execution_options(populate_existing=True)
)
_SUBMITTED = (
    select(Submission.id)
    .where(Submission.edition_id == bindparam("edition_id"), Submission.project_id == bindparam("project_id"))
    .where(
        or_(
            Submission.idempotency_key == bindparam("key"),
            and_(
                Submission.number == bindparam("number"),
                Submission.sha256 == bindparam("digest"),
                Submission.round_number == bindparam("for_round"),
            ),
        )
    )
    .limit(1)
)


def project_to_submit(actor: Actor, project_id: int) -> Project:
    """Return a project alone: handing in reads all the rest again, and holds it."""
    project = db.session.scalar(_ALONE, {"project_id": project_id})
    return queries.seen(actor, project, Permission.PROJECT_SUBMIT)


def held_project(project: Project) -> Project:
    """Return a project as it is now, with its team; both are held, so that nobody joins or edits meanwhile."""
    return db.session.scalars(_HELD, {"project_id": project.id}).one()


def is_submitted(project: Project, digest: str, key: str) -> bool:
    """Tell whether this form was sent already, or the latest submission for this round holds exactly this content."""
    own = {"edition_id": project.edition_id, "project_id": project.id, "number": project.submission_number}
    sent = {"key": key, "digest": digest, "for_round": windows.number_for(project)}
    return connection().execute(_SUBMITTED, {**own, **sent}).first() is not None
