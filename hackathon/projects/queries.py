"""What is read of projects."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer
from sqlalchemy.sql import Select

from hackathon.db import db, end_transaction
from hackathon.editions import scope
from hackathon.errors import NotFound
from hackathon.projects import windows
from hackathon.projects.models import Project, ProjectFile, Submission
from hackathon.rules import rosters
from hackathon.rules.permissions import Actor, Permission, may, permit
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.teams.models import Team

# Later features say here who else reads what a project handed in: judges with an assignment.
readers: list[Callable[[Actor, Project], bool]] = []


def projects_of_member(actor: Actor) -> list[Project]:
    """Return the projects of all the actor's teams, with team and edition."""
    query = select(Project).options(
        joinedload(Project.team, innerjoin=True), joinedload(Project.edition, innerjoin=True)
    )
    with scope.every_edition(because="every page tells a person what is not handed in, whichever edition it is of"):
        return list(db.session.scalars(query.where(Project.team_id.in_(actor.member_of)).order_by(Project.id)))


def project_of_team(team: Team) -> Project | None:
    """Return a team's project."""
    return db.session.scalar(select(Project).where(Project.team_id == team.id))


def own_project(actor: Actor, project_id: int, permission: Permission) -> Project:
    """Return a project to work on, with team and files; refuse who sees it but does not belong to it."""
    query = select(Project).options(joinedload(Project.team, innerjoin=True), selectinload(Project.files))
    return seen(actor, db.session.scalar(query.where(Project.id == project_id)), permission)


def seen(actor: Actor, project: Project | None, permission: Permission) -> Project:
    """Return the project if the reader sees it and may do this."""
    if project is None or not (sees_draft(actor, project) or sees_submission(actor, project)):
        raise NotFound()
    permit(actor, permission, project)
    return project


def project_for(actor: Actor, project_id: int) -> Project:
    """Return a project that this reader may see, in whichever form."""
    query = select(Project).options(
        joinedload(Project.team, innerjoin=True),
        joinedload(Project.latest).undefer(Submission.content),
        joinedload(Project.challenge),
        selectinload(Project.files),
    )
    project = db.session.scalar(query.where(Project.id == project_id))
    if project is None or not (sees_draft(actor, project) or sees_submission(actor, project)):
        raise NotFound()
    return project


def sees_draft(actor: Actor, project: Project) -> bool:
    """Tell whether this reader sees what is not handed in: the team and the organizers."""
    return may(actor, Permission.PROJECT_VIEW_DRAFT, project)


def sees_submission(actor: Actor, project: Project) -> bool:
    """Tell whether this reader sees what was handed in: everybody after publication, before it the jury."""
    if not is_judged(project):
        return False
    published = project.edition.results_published_at is not None
    return published or any(reads(actor, project) for reads in readers)


def is_judged(project: Project) -> bool:
    """Tell whether a project takes part: handed in, by a team that is neither disqualified nor closed."""
    return project.status == ProjectStatus.SUBMITTED and is_in_the_running(project)


def taking_part(query: Select) -> Select:
    """Limit a query over projects and their teams to those that are handed in and judged."""
    return query.where(
        Project.status == ProjectStatus.SUBMITTED,
        Team.closed_at.is_(None),
        Team.admission != Admission.DISQUALIFIED,
    )


def submitted_projects() -> list[Project]:
    """Return every project that takes part, with its team, challenge and latest submission."""
    query = taking_part(select(Project).join(Project.team)).options(
        joinedload(Project.team, innerjoin=True), joinedload(Project.latest), joinedload(Project.challenge)
    )
    return list(db.session.scalars(query.order_by(Project.id)))


def latest_submission(project: Project) -> Submission | None:
    """Return what was handed in last, with its content."""
    query = select(Submission).options(undefer(Submission.content))
    return db.session.scalar(query.filter_by(project_id=project.id, number=project.submission_number))


def submissions_of(project: Project) -> list[Submission]:
    """Return everything that was handed in, the newest first."""
    query = select(Submission).filter_by(project_id=project.id).order_by(Submission.number.desc())
    return list(db.session.scalars(query))


def counts() -> dict[str, int]:
    """Count the projects of teams that take part: drafts that have a title or a text, and those handed in."""
    query = select(Project.status, func.count()).join(Project.team).group_by(Project.status)
    query = query.where(Team.closed_at.is_(None), Team.admission != Admission.DISQUALIFIED)
    found = dict(db.session.execute(query.where(or_(Project.title != "", Project.description != ""))).all())
    return {status.value: found.get(status, 0) for status in ProjectStatus}


def file_for(actor: Actor, project: Project, file_id: int) -> ProjectFile:
    """Return a file that this reader may download: the team any, others what the latest submission holds."""
    found = db.session.scalar(select(ProjectFile).filter_by(project_id=project.id, id=file_id))
    if found is None or not (sees_draft(actor, project) or file_id in _handed_in(project)):
        raise NotFound()
    return found


def shown_submission(project: Project) -> Submission | None:
    """Return what the round entered shows of a project, with its content."""
    query = select(Submission).join(Submission.project).where(Project.id == project.id, windows.of_the_round())
    return db.session.scalar(query.options(undefer(Submission.content)))


def _handed_in(project: Project) -> set[int]:
    submission = shown_submission(project)
    return {each["id"] for each in submission.content["files"]} if submission else set()


def stored_names_everywhere() -> list[str]:
    """Return the names of the files of all editions."""
    with scope.every_edition(because="the uploads folder holds the files of every edition"):
        return list(db.session.scalars(select(ProjectFile.stored_name)))


def require_submission(project: Project) -> Submission:
    """Return what was handed in last, or raise `NotFound`."""
    submission = latest_submission(project)
    if submission is None:
        raise NotFound()
    return submission


def is_writable(project: Project, now: datetime) -> bool:
    """Tell whether the team may still change its draft."""
    return is_in_the_running(project) and rosters.is_forming(windows.schedule_for(project), now)


def work_on(project: Project | None, now: datetime) -> dict[str, Any]:
    """Return what a team's page says of its work: may it change, until when, and for which later round."""
    return {"writable": is_writable(project, now), **windows.told(project)} if project is not None else {}


def is_in_the_running(project: Project) -> bool:
    """Tell whether the team is neither disqualified nor closed."""
    return project.team.admission != Admission.DISQUALIFIED and project.team.closed_at is None


def new_key() -> str:
    """Return a key for one form that hands a project in."""
    return secrets.token_hex(16)


def let_go() -> None:
    """Leave the database to others while a file is written."""
    end_transaction()
