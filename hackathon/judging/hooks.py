"""What judging tells earlier features, which do not know it: the rubric is sealed, a judge may open files."""

from __future__ import annotations

from hackathon import clock
from hackathon.editions import hooks as editions
from hackathon.judging import queries
from hackathon.projects import queries as projects
from hackathon.projects.models import Project
from hackathon.rules.permissions import Actor


def reads_project(actor: Actor, project: Project) -> bool:
    """Let a judge open a project that is theirs to score, once submissions have closed."""
    return clock.now() >= project.edition.submissions_close and queries.may_read(actor, project)


def connect() -> None:
    """Add judging's answers to the questions of other features."""
    if queries.marks_exist not in editions.rubric_seals:
        editions.rubric_seals.append(queries.marks_exist)
    readers = getattr(projects, "readers", None)
    if readers is not None and reads_project not in readers:
        readers.append(reads_project)
