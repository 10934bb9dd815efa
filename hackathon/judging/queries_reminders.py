"""Who has open projects, and who was reminded when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, EditionRole, Role, Round
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.queries import in_the_running, own_card
from hackathon.judging.queries_place import belongs_to_team, same_faculty
from hackathon.outbox import Recipient
from hackathon.outbox import queries as letters
from hackathon.projects.models import Project
from hackathon.teams.models import Team

KEY = "judging-reminder"


@dataclass(frozen=True)
class Debtor:
    """A judge with projects that are not finished, and when the last reminder was written."""

    judge: Recipient
    open: int
    reminded_at: datetime | None


def debtors(edition_id: int) -> list[Debtor]:
    """Return the judges with open projects, those with most of them first."""
    found = db.session.execute(_open_projects()).all()
    reminded = letters.last_written(f"{KEY}:{edition_id}:", [row.id for row in found])
    return [
        Debtor(Recipient(row.email, row.language, _name(row), row.id), row.open, reminded.get(row.id)) for row in found
    ]


def _name(row) -> str:
    return " ".join(part for part in (row.given_name, row.family_name) if part) or row.email


def _open_projects():
    """Count what a judge can finish: nothing that is out of the running, or in conflict of interest."""
    judge = JudgeAssignment.judge_id
    count = func.count(JudgeAssignment.id)
    return (
        select(User.id, User.email, User.language, User.given_name, User.family_name, count.label("open"))
        .join(EditionRole, and_(EditionRole.user_id == User.id, EditionRole.role == Role.JUDGE))
        .join(JudgeAssignment, judge == User.id)
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Scorecard, own_card())
        .where(JudgeAssignment.status == AssignmentStatus.ASSIGNED, in_the_running(), ~belongs_to_team(judge))
        .where(~same_faculty(judge), User.deactivated_at.is_(None))
        .where(Scorecard.id.is_(None) | (Scorecard.status != ScorecardStatus.FINISHED))
        .group_by(User.id, User.email, User.language, User.given_name, User.family_name)
        .order_by(count.desc(), User.family_name, User.id)
    )


def editions_that_remind(now: datetime, ahead: Collection) -> list[int]:
    """Return the editions that are judged now, close soon, and remind by themselves."""
    query = select(Edition.id).join(Round, and_(Round.edition_id == Edition.id, Round.number == Edition.round_number))
    query = query.where(
        Edition.judging_reminders, Edition.announced_at.is_not(None), Edition.results_published_at.is_(None),
        Round.judging_opens <= now, Round.judging_closes > now, Round.judging_closes <= now + max(ahead),
    )  # fmt: skip
    with scope.every_edition(because="one worker sends the letters of all editions"):
        return list(db.session.scalars(query.order_by(Edition.id)))
