"""What a team reads before it hands its project in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hackathon.db import canonical_json
from hackathon.projects import windows
from hackathon.projects.content import as_rules_see, content_of, digest_of
from hackathon.projects.models import Project, Submission
from hackathon.rules import completeness, schedule
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Window
from hackathon.teams import queries as teams


@dataclass(frozen=True)
class Review:
    """What would be frozen, its digest, what is missing, and what stands in the way: early, late or disqualified."""

    content: dict[str, Any]
    digest: str
    missing: tuple[str, ...]
    member_count: int
    hindrance: str
    is_unchanged: bool

    @property
    def is_ready(self) -> bool:
        return not (self.missing or self.hindrance or self.is_unchanged)


def review(project: Project, *, now: datetime) -> Review:
    """Say what handing in now would freeze and whether it is possible."""
    content = content_of(project)
    digest = digest_of(content)
    members = len(teams.members_of(project.team))
    missing = completeness.missing_parts(
        as_rules_see(project), member_count=members, min_size=project.edition.team_size_min
    )
    for_this = project.submitted_round == windows.number_for(project)
    unchanged = for_this and project.latest is not None and project.latest.sha256 == digest
    return Review(content, digest, missing, members, _hindrance(project, now), unchanged)


def _hindrance(project: Project, now: datetime) -> str:
    if project.team.admission == Admission.DISQUALIFIED:
        return "disqualified"
    plan = windows.schedule_for(project)
    if schedule.is_open(plan, Window.SUBMISSIONS, now):
        return ""
    return "early" if now < plan.submissions_open else "late"


def canonical_text(submission: Submission) -> str:
    """Return the text whose SHA-256 stands on the receipt."""
    return canonical_json(submission.content)
