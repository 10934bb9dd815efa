"""What projects hold about people: who uploaded and who handed in. Texts and files are the team's and stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from hackathon.accounts.holdings import declare, files
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.teams.models import Membership

_STAYS = _l("What a team made together stays with it.")


def own_projects(user: User) -> ColumnElement[bool]:
    """Hold for the projects of a person's teams."""
    return Project.team_id.in_(select(Membership.team_id).where(Membership.user_id == user.id))


def submissions_of(user: User) -> ColumnElement[bool]:
    """Hold for what a person's teams handed in."""
    return Submission.project_id.in_(select(Project.id).where(own_projects(user)))


declare(
    Project, whose=own_projects, title=_l("Projects"), why=_STAYS,
    shown="edition_id team_id language title pitch description repository_url demo_url video_url status submitted_at "
          "saved_at", kept="id challenge_id submission_number submitted_round version",
)  # fmt: skip
declare(
    Submission, whose=submissions_of, title=_l("What your teams handed in"), why=_STAYS,
    shown="edition_id number title pitch content sha256 submitted_at",
    kept="id project_id language challenge_id idempotency_key round_number",
)  # fmt: skip
declare(
    Submission, whose="submitted_by_id", title=_l("What you handed in"), shown="edition_id number title submitted_at",
    kept="submitted_by_id", why=_STAYS,
)  # fmt: skip
declare(
    ProjectFile, whose="uploaded_by_id", title=_l("Files that you uploaded"), why=_STAYS,
    shown="edition_id name media_type size sha256 uploaded_at removed_at",
    kept="id project_id stored_name uploaded_by_id",
)  # fmt: skip


def uploaded(user: User, folder: Path) -> Iterable[tuple[str, Path]]:
    """Give the files that a person uploaded for a project, by their own names."""
    query = select(ProjectFile).where(ProjectFile.uploaded_by_id == user.id).order_by(ProjectFile.id)
    for each in db.session.scalars(query):
        yield f"{each.id}-{each.name}", folder / each.stored_name


if uploaded not in files:
    files.append(uploaded)
