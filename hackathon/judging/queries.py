"""What others read of judging: the cards that count, how far it is, and what teams may read afterwards."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select

from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Round
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Mark, RoundEntry, Scorecard, ScorecardStatus
from hackathon.judging.models_jury import NoShow
from hackathon.judging.models_paper import PaperEntry
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.rules.scoring import Card
from hackathon.teams.models import Team


def in_the_round(round_number: Any = None) -> ColumnElement[bool]:
    """Hold for projects that were handed in, by a team neither closed nor disqualified, and that came into the round.

    The round is the one entered, if no other is named.
    """
    number = scope.present_round(Project.edition_id) if round_number is None else round_number
    entered = select(RoundEntry.id).where(RoundEntry.project_id == Project.id, RoundEntry.round_number == number)
    return and_(
        or_(literal(number) == 1 if isinstance(number, int) else number == 1, entered.exists()),
        Project.status == ProjectStatus.SUBMITTED,
        Team.closed_at.is_(None),
        Team.admission != Admission.DISQUALIFIED,
    )


def is_in_the_round(project_id: int) -> bool:
    """Tell whether a project came into the round entered, which is not the first."""
    return db.session.scalar(select(RoundEntry.id).where(RoundEntry.project_id == project_id)) is not None


def in_the_running(round_number: Any = None) -> ColumnElement[bool]:
    """Hold for projects that came into the round and whose team appeared in it."""
    return and_(in_the_round(round_number), ~did_not_appear(round_number))


def did_not_appear(round_number: Any = None) -> ColumnElement[bool]:
    """Hold for projects whose team did not appear to be judged in the round."""
    number = scope.present_round(Project.edition_id) if round_number is None else round_number
    return select(NoShow.id).where(NoShow.project_id == Project.id, NoShow.round_number == number).exists()


def own_card() -> ColumnElement[bool]:
    """Join an assignment to its judge's scorecard."""
    return and_(
        Scorecard.round_number == JudgeAssignment.round_number,
        Scorecard.project_id == JudgeAssignment.project_id,
        Scorecard.judge_id == JudgeAssignment.judge_id,
    )


def own_assignment() -> ColumnElement[bool]:
    """Join a scorecard to the assignment that it fulfils."""
    return and_(own_card(), JudgeAssignment.status == AssignmentStatus.ASSIGNED)


def that_count(query: Select) -> Select:
    """Limit a query over scorecards: finished, not voided by a conflict or an organizer, project in the running."""
    return (
        query.join(JudgeAssignment, own_assignment())
        .join(Project, Project.id == Scorecard.project_id)
        .join(Team, Team.id == Project.team_id)
        .where(Scorecard.status == ScorecardStatus.FINISHED, in_the_running())
    )


def finished_cards() -> list[Card]:
    """Return every scorecard that counts for the results, with its marks by the criterion's key."""
    query = (
        select(Scorecard.id, Scorecard.project_id, Scorecard.judge_id, Criterion.key, Mark.value)
        .select_from(Scorecard)
        .join(Mark, Mark.scorecard_id == Scorecard.id)
        .join(Criterion, Criterion.id == Mark.criterion_id)
    )
    rows = db.session.execute(that_count(query).order_by(Scorecard.id)).all()
    cards = (list(marks) for _, marks in groupby(rows, key=attrgetter("id")))
    return [Card(own[0].project_id, own[0].judge_id, {row.key: row.value for row in own}) for own in cards]


def count_scored() -> int:
    """Count the projects that have as many finished reviews as the round wants."""
    enough = (
        that_count(select(Scorecard.project_id))
        .join(Round, and_(Round.edition_id == Scorecard.edition_id, Round.number == Scorecard.round_number))
        .group_by(Scorecard.project_id)
        .having(func.count() >= func.max(Round.reviews_per_project))
    )
    return db.session.scalar(select(func.count()).select_from(enough.subquery())) or 0


def marks_exist() -> bool:
    """Tell whether any mark was given, or typed once from paper: from then on the rubric is sealed."""
    given = select(Mark.scorecard_id).join(Mark.scorecard).limit(1)
    return any(db.session.scalar(query) is not None for query in (given, select(PaperEntry.id).limit(1)))


def may_read(actor: Actor, project: Project) -> bool:
    """Tell whether a judge has this project to score; the edition's pages say from when on."""
    if project.edition_id not in actor.judge_of:
        return False
    query = select(JudgeAssignment.id).where(
        JudgeAssignment.project_id == project.id,
        JudgeAssignment.judge_id == actor.user_id,
        JudgeAssignment.status == AssignmentStatus.ASSIGNED,
    )
    return db.session.scalar(query) is not None
