"""When a project may be handed in: in the edition's window, or in that of a later round that it came into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import aliased

from hackathon.editions import scope
from hackathon.editions.models import Round
from hackathon.projects.models import Project, Submission
from hackathon.rules.schedule import Schedule

# Each answers whether a project came into a round, by its number; judging does.
entries: list[Callable[[Project, int], bool]] = []


def turn(project: Project) -> Round | None:
    """Return the round for which a project may be handed in anew; None where only the edition's own window counts."""
    edition = project.edition
    present = edition.rounds[edition.round_number - 1]
    if present.number == 1 or present.submissions_close is None:
        return None
    return present if any(answer(project, present.number) for answer in entries) else None


def schedule_for(project: Project) -> Schedule:
    """Return the moments that decide when this project is written and handed in."""
    found, plan = turn(project), project.edition.schedule
    if found is None:
        return plan
    return replace(plan, submissions_open=found.submissions_open, submissions_close=found.submissions_close)


def number_for(project: Project) -> int:
    """Return the number of the round for which a project would be handed in now."""
    found = turn(project)
    return found.number if found else 1


def of_the_round() -> ColumnElement[bool]:
    """Join a project to what its judges see in the round entered: handed in last for it, or for one before."""
    own: Any = aliased(Submission)
    present = scope.present_round(Project.edition_id)
    newest = select(func.max(own.number)).where(own.project_id == Project.id, own.round_number <= present)
    # Who did not hand in anew since needs no look at older submissions.
    older = newest.correlate(Project).scalar_subquery()
    number = case((Project.submitted_round <= present, Project.submission_number), else_=older)
    return and_(Submission.project_id == Project.id, Submission.number == number)


def told(project: Project) -> dict[str, Any]:
    """Return what pages say of it: the moments, and the round that is handed in for, if it is a later one."""
    return {"window": schedule_for(project), "turn": turn(project)}
