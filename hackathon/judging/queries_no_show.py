"""Which teams did not appear to be judged."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from hackathon.db import db
from hackathon.editions import scope
from hackathon.errors import NotFound
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.models_jury import NoShow
from hackathon.judging.queries import in_the_round, own_card
from hackathon.projects import windows
from hackathon.projects.models import Project, Submission
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Absence:
    """A project, the note if its team did not appear, and how many finished cards are concerned."""

    project_id: int
    title: str
    team_name: str
    note: NoShow | None
    finished: int


def absences() -> list[Absence]:
    """Return the projects whose teams did not appear, the newest note first."""
    rows = db.session.execute(_query().where(NoShow.id.is_not(None)).order_by(NoShow.id.desc()))
    return [Absence(*row) for row in rows]


def absence_of(project_id: int) -> Absence:
    """Return a project that was handed in, whether its team appeared or not."""
    row = db.session.execute(_query().where(Project.id == project_id)).first()
    if row is None:
        raise NotFound()
    return Absence(*row)


def absent_projects() -> frozenset[int]:
    """Return the projects whose teams did not appear."""
    return frozenset(db.session.scalars(select(NoShow.project_id)))


def _query():
    latest = windows.of_the_round()
    held = JudgeAssignment.status.in_((AssignmentStatus.ASSIGNED, AssignmentStatus.NO_SHOW))
    finished = (
        select(func.count())
        .select_from(Scorecard)
        .join(JudgeAssignment, own_card())
        .where(Scorecard.project_id == Project.id, Scorecard.status == ScorecardStatus.FINISHED, held)
        .correlate(Project)
        .scalar_subquery()
    )
    query = select(Project.id, Submission.title, Team.name, NoShow, finished).select_from(Project)
    query = query.join(Team, Team.id == Project.team_id).join(Submission, latest)
    noted = and_(NoShow.project_id == Project.id, NoShow.round_number == scope.present_round(Project.edition_id))
    return query.outerjoin(NoShow, noted).where(in_the_round())
