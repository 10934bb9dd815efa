"""What a team does with its project: write the draft, hand it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from hackathon import audit
from hackathon.challenges.models import Challenge
from hackathon.db import connection, db, locked, transactional
from hackathon.errors import ChangedMeanwhile
from hackathon.projects import content, queries_progress, queries_submitting, receipts, windows
from hackathon.projects.content import Handing
from hackathon.projects.models import Project, Submission
from hackathon.rules import challenge_places, completeness, project_status, rosters, schedule
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.schedule import Window
from hackathon.teams import hooks
from hackathon.teams import queries as teams
from hackathon.teams.models import Team

# In the last minute before a deadline everybody runs these, so they are built once.
_HANDED_IN = (
    update(Project)
    .where(Project.edition_id == bindparam("of_edition"), Project.id == bindparam("of_project"))
    .where(Project.submission_number < bindparam("new_number"))
    .values(
        status=ProjectStatus.SUBMITTED,
        submission_number=bindparam("new_number"),
        submitted_round=bindparam("new_round"),
        submitted_at=bindparam("new_moment"),
    )
)
_SUBMISSION = insert(Submission)


@dataclass(frozen=True)
class Saved:
    """What the editor goes on with after a save."""

    version: int
    saved_at: datetime


@transactional
def save_draft(actor: Actor, project: Project, values: Mapping[str, Any], version: int, *, now: datetime) -> Saved:
    """Keep what the team wrote. Two who change it at once: the second is told, and nothing is overwritten."""
    permit(actor, Permission.PROJECT_EDIT, project)
    project = locked(Project, id=project.id)
    _require_writable(project, now)
    changed = [name for name in content.PLAIN if getattr(project, name) != values[name]]
    if changed and project.version != version:
        raise ChangedMeanwhile()
    if "challenge_id" in changed:
        _require_place(project, values["challenge_id"])
    if changed:
        for name in changed:
            setattr(project, name, values[name])
        project.saved_at = now
        db.session.flush()
        audit.record(actor, audit.Verb.PROJECT_SAVED, project, now=now, details={"changed": changed})
    return Saved(project.version, project.saved_at)


def _require_place(project: Project, challenge_id: int | None) -> None:
    """Refuse a challenge that is full. Its row is held: two teams cannot both take the last place."""
    challenge = locked(Challenge, id=challenge_id) if challenge_id is not None else None
    if challenge is not None and challenge.team_limit is not None:
        taken = queries_progress.teams_by_challenge(but=project.id).get(challenge.id, 0)
        challenge_places.require_challenge_place(challenge.team_limit, taken)


def _require_writable(project: Project, now: datetime) -> None:
    team = project.team
    rosters.require_in_the_running(team.admission, team.closed_at, team.admission_reason)
    rosters.require_forming(windows.schedule_for(project), now)


@transactional
def submit_project(actor: Actor, project: Project, digest: str, key: str, *, now: datetime) -> None:
    """Hand the project in for judging, as it was reviewed. Submitting again replaces the earlier version.

    A second click, or the same content once more, leaves the receipt as it is.
    """
    permit(actor, Permission.PROJECT_SUBMIT, project)
    project = queries_submitting.held_project(project)
    if project.submission_number and queries_submitting.is_submitted(project, digest, key):
        return
    team, edition = project.team, project.edition
    rosters.require_in_the_running(team.admission, team.closed_at, team.admission_reason)
    schedule.require_open(windows.schedule_for(project), Window.SUBMISSIONS, now)
    members = teams.addressees(team)
    frozen = content.content_of(project)
    if content.digest_of(frozen) != digest:
        raise ChangedMeanwhile()
    seen = content.as_rules_see(project)
    completeness.require_complete(seen, member_count=len(members), min_size=edition.team_size_min)
    project_status.require_step(ProjectStatus(project.status), ProjectStatus.SUBMITTED)
    handing = Handing(project.submission_number + 1, frozen, digest, key, now, windows.number_for(project))
    _hand_in(actor, project, handing)
    receipts.send(project, handing, members)
    details = {"number": handing.number, "sha256": digest, "round": handing.round_number}
    audit.record(actor, audit.Verb.PROJECT_SUBMITTED, project, now=now, details=details)


def _hand_in(actor: Actor, project: Project, handing: Handing) -> None:
    """Freeze the content. The draft gets no new version: who has it open in the editor has not missed anything."""
    here = {"of_edition": project.edition_id, "of_project": project.id}
    new = {"new_number": handing.number, "new_moment": handing.at, "new_round": handing.round_number}
    done = connection().execute(_HANDED_IN, {**here, **new})
    if done.rowcount != 1:
        raise ChangedMeanwhile()
    row = {
        "edition_id": project.edition_id,
        "project_id": project.id,
        "number": handing.number,
        "round_number": handing.round_number,
        "title": handing.frozen["title"],
        "pitch": handing.frozen["pitch"],
        "language": handing.frozen["language"],
        "challenge_id": handing.frozen["challenge_id"],
        "content": handing.frozen,
        "sha256": handing.digest,
        "idempotency_key": handing.key,
        "submitted_by_id": actor.user_id,
        "submitted_at": handing.at,
    }
    connection().execute(_SUBMISSION, row)


def _start_project(actor: Actor, team: Team, now: datetime) -> None:
    """Give a new team its empty project."""
    db.session.add(Project(edition_id=team.edition_id, team_id=team.id, saved_at=now))


hooks.founded.append(_start_project)
