"""Say what an organizer should do next, from what the edition has and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hackathon.rules.schedule import Schedule, Stage, stage_at


class Task(StrEnum):
    WRITE_CHALLENGES = "write_challenges"
    DESCRIBE_MARKS = "describe_marks"
    NAME_CONTACT = "name_contact"
    ANNOUNCE = "announce"
    REVIEW_APPLICATIONS = "review_applications"
    ADMIT_TEAMS = "admit_teams"
    INVITE_JUDGES = "invite_judges"
    DEAL_PROJECTS = "deal_projects"
    WATCH_JUDGING = "watch_judging"
    PUBLISH_RESULTS = "publish_results"


@dataclass(frozen=True)
class Facts:
    """Count what the edition has. `dealt` are projects with a judge, `scored` those with enough finished scorecards."""

    challenges: int = 0
    marks_described: bool = False
    has_contact: bool = False
    judges: int = 0
    pending_teams: int = 0
    applications: int = 0
    submitted: int = 0
    dealt: int = 0
    scored: int = 0


def tasks_for(facts: Facts, schedule: Schedule, now: datetime) -> tuple[Task, ...]:
    """List what is to be done now; nothing once the results are out."""
    stage = stage_at(schedule, now)
    if stage is Stage.RESULTS:
        return ()
    taking_part = stage in (Stage.REGISTRATION, Stage.SUBMISSIONS, Stage.JUDGING)
    judging = stage is Stage.JUDGING and facts.judges > 0
    wanted = (
        (Task.WRITE_CHALLENGES, facts.challenges == 0),
        (Task.NAME_CONTACT, not facts.has_contact),
        (Task.ANNOUNCE, schedule.announced_at is None and facts.challenges > 0),
        (Task.REVIEW_APPLICATIONS, facts.applications > 0),
        (Task.ADMIT_TEAMS, facts.pending_teams > 0),
        (Task.INVITE_JUDGES, taking_part and facts.judges == 0),
        (Task.DESCRIBE_MARKS, not facts.marks_described),
        (Task.DEAL_PROJECTS, judging and facts.dealt < facts.submitted),
        (Task.WATCH_JUDGING, judging and facts.dealt > 0 and facts.scored < facts.submitted),
        (Task.PUBLISH_RESULTS, judging and facts.scored > 0 and now >= schedule.judging_closes),
    )
    return tuple(task for task, needed in wanted if needed)
