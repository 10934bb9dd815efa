"""Every page tells a team that has not submitted that it has NOT submitted, and how long is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import g, url_for

from hackathon.editions import scope
from hackathon.projects import queries as projects
from hackathon.projects import windows
from hackathon.projects.models import Project
from hackathon.rules import schedule
from hackathon.rules.project_status import Admission, ProjectStatus
from hackathon.rules.schedule import Window
from hackathon.web import actor, wording


@dataclass(frozen=True)
class TeamBanner:
    """What a member is told: `kind` is not_submitted, changed since the last submission, submitted or disqualified.

    In the window of a later round `round` names it, and not_in_round says that nothing was handed in for it.
    """

    kind: str
    deadline_text: str
    deadline_iso: str
    left_text: str
    url: str
    project_title: str
    round: Any = None


def team_banner(now: datetime) -> TeamBanner | None:
    """Return the banner of the reader's team in this edition, or of the team elsewhere that has least time left."""
    who = actor.current()
    if not who.member_of:
        return None
    own = projects.projects_of_member(who)
    here = g.edition.id if g.get("edition") else None
    out = next((project for project in own if project.edition_id == here and _is_disqualified(project)), None)
    if out is not None:
        return _banner(out, "disqualified")
    running = [project for project in own if _can_submit(project, now)]
    waiting = [project for project in running if project.edition_id == here or not _is_submitted(project)]
    first = min(waiting, key=lambda each: (each.edition_id != here, _closes(each)), default=None)
    return _banner(first, _kind(first)) if first else None


def _is_disqualified(project: Project) -> bool:
    return project.team.admission == Admission.DISQUALIFIED


def _can_submit(project: Project, now: datetime) -> bool:
    return not _is_disqualified(project) and schedule.is_open(_plan(project), Window.SUBMISSIONS, now)


def _plan(project: Project) -> schedule.Schedule:
    with scope.of(project.edition_id):
        return windows.schedule_for(project)


def _closes(project: Project) -> datetime:
    return _plan(project).submissions_close


def _round_of(project: Project) -> Any:
    with scope.of(project.edition_id):
        return windows.turn(project)


def _is_submitted(project: Project) -> bool:
    later = _round_of(project)
    return project.status == ProjectStatus.SUBMITTED and (not later or project.submitted_round == later.number)


def _kind(project: Project) -> str:
    if not _is_submitted(project):
        return "not_in_round" if _round_of(project) else "not_submitted"
    return "changed" if project.changed_since_submission else "submitted"


def _banner(project: Project, kind: str) -> TeamBanner:
    closes = _closes(project)
    return TeamBanner(
        kind=kind,
        deadline_text=wording.moment_text(closes, project.edition.time_zone),
        deadline_iso=closes.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        left_text=wording.duration_until(closes),
        url=url_for("projects.edit_project", edition=project.edition.key, project_id=project.id),
        project_title=project.title,
        round=_round_of(project),
    )
