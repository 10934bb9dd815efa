"""What is read of projects."""

from __future__ import annotations

from sqlalchemy import select

from hackathon.db import db
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor


def project_of_member(actor: Actor) -> Project | None:
    """Return the project of the actor's own team in the edition entered."""
    if not actor.member_of:
        return None
    return db.session.scalar(select(Project).where(Project.team_id.in_(actor.member_of)))
