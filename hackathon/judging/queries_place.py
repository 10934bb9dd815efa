"""What decides whether a judge may score a project: read by every save, so the statement is built once."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from hackathon.accounts.models import User
from hackathon.db import connection, db
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition, Round
from hackathon.judging import queries_practice
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Mark, Scorecard
from hackathon.judging.models_jury import JudgeProfile
from hackathon.judging.queries import in_the_running, own_card
from hackathon.judging.queries_skills import faculty_of
from hackathon.judging.sheets import Seat
from hackathon.projects.models import Project
from hackathon.rules import judging as rules
from hackathon.rules.schedule import Schedule
from hackathon.teams.models import Membership, Mentorship, Team


def belongs_to_team(judge: Any) -> ColumnElement[bool]:
    """Hold where the judge is a member or a mentor of the project's team."""
    memberships = select(Membership.id).where(Membership.team_id == Project.team_id, Membership.user_id == judge)
    mentorships = select(Mentorship.id).where(Mentorship.team_id == Project.team_id, Mentorship.user_id == judge)
    return or_(memberships.exists(), mentorships.exists())


def same_faculty(judge: Any) -> ColumnElement[bool]:
    """Hold where a member of the project's team is from the judge's university and faculty."""
    account, member = aliased(User), aliased(User)
    here = and_(member.university_id == account.university_id, member.faculty_key == faculty_of(account))
    profile = and_(JudgeProfile.user_id == account.id, JudgeProfile.edition_id == Project.edition_id)
    return (
        select(account.id)
        .outerjoin(JudgeProfile, profile)
        .join(member, here)
        .join(Membership, Membership.user_id == member.id)
        .where(account.id == judge, Membership.team_id == Project.team_id, member.faculty_key != "")
        .correlate(Project, JudgeAssignment)
        .exists()
    )


_MOMENTS = tuple(each.name for each in fields(Schedule))
# A round may have a window of submissions too: the edition's own is the one that opens reading.
_DATES = (getattr(Edition if hasattr(Edition, name) else Round, name) for name in _MOMENTS)
_DATES_AND_SCALE = (Round.scale_min, Round.scale_max, *_DATES)


def _place() -> Select:
    """Read ties, dates, scale and the card's version in one statement."""
    edition, project, judge = bindparam("edition"), bindparam("project"), bindparam("judge")
    declared = select(DeclaredConflict.id).where(DeclaredConflict.project_id == project)
    declared = declared.where(DeclaredConflict.judge_id == judge)
    columns = (
        declared.exists().label("declared"),
        belongs_to_team(judge).label("belongs_to_team"),
        same_faculty(judge).label("same_faculty"),
        in_the_running(JudgeAssignment.round_number).label("in_the_running"),
        Scorecard.id.label("card_id"),
        Scorecard.version,
        select(Mark.criterion_id).where(Mark.scorecard_id == Scorecard.id).exists().label("has_marks"),
        queries_practice.is_due(edition, JudgeAssignment.round_number, judge).label("practice_is_due"),
    )
    return (
        select(JudgeAssignment.id, JudgeAssignment.status, *columns, *_DATES_AND_SCALE)
        .select_from(JudgeAssignment)
        .join(Edition, Edition.id == JudgeAssignment.edition_id)
        .join(Round, and_(Round.edition_id == Edition.id, Round.number == JudgeAssignment.round_number))
        .join(Project, Project.id == JudgeAssignment.project_id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Scorecard, own_card())
        .where(JudgeAssignment.edition_id == edition, JudgeAssignment.round_number == scope.round_asked(edition))
        .where(JudgeAssignment.project_id == project, JudgeAssignment.judge_id == judge)
    )


PLACE = _place()
HELD_PLACE = PLACE.with_for_update(of=JudgeAssignment)


def place(seat: Seat, statement: Select = PLACE) -> Any:
    """Return the row of a judge's place, None without an assignment.

    It goes round the session, so the statement names its edition itself.
    """
    named = scope.round_of(seat.edition_id)
    values = {"edition": seat.edition_id, "round": named, "project": seat.project_id, "judge": seat.judge_id}
    return connection().execute(statement, values).first()


def schedule_of(row: Any) -> Schedule:
    """Return the schedule of the round that a place belongs to."""
    return Schedule(**{name: getattr(row, name) for name in _MOMENTS})


def place_of(row: Any) -> rules.Place | None:
    """Return what the rules ask about a place."""
    if row is None:
        return None
    return rules.Place(
        is_assigned=row.status == AssignmentStatus.ASSIGNED,
        stepped_back=row.status == AssignmentStatus.RECUSED or row.declared,
        belongs_to_team=row.belongs_to_team,
        same_faculty=row.same_faculty,
        appeared=row.status != AssignmentStatus.NO_SHOW,
        in_the_running=row.in_the_running,
    )


_RUBRIC = scope.prepared(
    select(Criterion.id, Round.scale_min, Round.scale_max)
    .join(Criterion.round)
    .order_by(Criterion.position, Criterion.id)
    .with_for_update(read=True, key_share=True)
)


def held_rubric() -> tuple[tuple[int, ...], tuple[int, int] | None]:
    """Return the criteria's ids and the scale, and keep organizers from changing them until this save is done."""
    rows = db.session.execute(_RUBRIC).all()
    return tuple(row.id for row in rows), (rows[0].scale_min, rows[0].scale_max) if rows else None
