"""A team did not appear to be judged: note it with a reason, and take the note back until results are published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from hackathon import audit
from hackathon.db import db, transactional
from hackathon.editions import hooks
from hackathon.editions.models import Edition
from hackathon.errors import AlreadyPublished, NotFound, ReasonNeeded, StepNotAllowed
from hackathon.judging import chain, dealing, queries_docket
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.models_jury import NoShow
from hackathon.judging.queries import in_the_running
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Absence:
    """Which project's team did not appear, and how that is known, or why the note was wrong."""

    project_id: int
    reason: str


@transactional
def mark_no_show(actor: Actor, edition: Edition, absence: Absence, *, now: datetime) -> bool:
    """Note that a team did not appear: its project leaves every queue, and its cards stop to count.

    Noting it a second time changes nothing and returns False.
    """
    permit(actor, Permission.JUDGING_DEAL, edition)
    _begin(edition, absence)
    if _noted(absence) is not None:
        return False
    running = select(Project.id).join(Team, Team.id == Project.team_id).where(Project.id == absence.project_id)
    if db.session.scalar(running.where(in_the_running())) is None:
        raise NotFound()
    # A judge who saves at this moment holds the assignment: the save comes first, or finds the new status.
    _change(absence.project_id, AssignmentStatus.ASSIGNED, AssignmentStatus.NO_SHOW)
    _require_unpublished(edition)
    note = NoShow(edition_id=edition.id, project_id=absence.project_id, reason=absence.reason, marked_at=now)
    db.session.add(note)
    _record(actor, audit.Verb.NO_SHOW_NOTED, edition, absence, now)
    return True


@transactional
def undo_no_show(actor: Actor, edition: Edition, absence: Absence, *, now: datetime) -> None:
    """Take the note back: cards count as before, and the project is again with the judges who still sit here."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    _begin(edition, absence)
    if _noted(absence) is None:
        raise StepNotAllowed()
    _leave_out_who_left(absence.project_id)
    _change(absence.project_id, AssignmentStatus.NO_SHOW, AssignmentStatus.ASSIGNED)
    _require_unpublished(edition)
    db.session.execute(delete(NoShow).where(NoShow.project_id == absence.project_id))
    _record(actor, audit.Verb.NO_SHOW_UNDONE, edition, absence, now)


def _begin(edition: Edition, absence: Absence) -> None:
    if not absence.reason:
        raise ReasonNeeded(field="reason")
    dealing.take_turn(edition)


def _require_unpublished(edition: Edition) -> None:
    """Hold the chain, as whoever publishes does: either that came first, or it sees what is noted here.

    A save holds its assignment and then the chain, so assignments are changed before this is asked.
    """
    chain.hold(edition.id)
    if hooks.results_are_published():
        raise AlreadyPublished()


def _noted(absence: Absence) -> NoShow | None:
    return db.session.scalar(select(NoShow).where(NoShow.project_id == absence.project_id))


def _leave_out_who_left(project_id: int) -> None:
    """Give the project back to judges, and to those who left only what they have finished."""
    finished = select(Scorecard.judge_id).where(
        Scorecard.project_id == project_id, Scorecard.status == ScorecardStatus.FINISHED
    )
    stay = {*queries_docket.judge_ids(), *db.session.scalars(finished)}
    gone = JudgeAssignment.judge_id.not_in(stay)
    _change(project_id, AssignmentStatus.NO_SHOW, AssignmentStatus.REMOVED, gone)


def _change(project_id: int, before: AssignmentStatus, after: AssignmentStatus, *which) -> None:
    rows = update(JudgeAssignment).where(
        JudgeAssignment.project_id == project_id, JudgeAssignment.status == before, *which
    )
    db.session.execute(rows.values(status=after), execution_options={"synchronize_session": False})


def _record(actor: Actor, verb: audit.Verb, edition: Edition, absence: Absence, now: datetime) -> None:
    chain.append_changes(edition.id, [absence.project_id], by=chain.BY_ORGANIZERS, now=now)
    personal = {"reason": absence.reason}
    audit.record(actor, verb, edition, now=now, details={"project": absence.project_id}, personal=personal)
