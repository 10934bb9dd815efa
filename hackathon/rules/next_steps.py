"""Say what a person can do in an edition right now, the most important first."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from hackathon.rules.permissions import Actor
from hackathon.rules.schedule import Schedule, Stage, Window, is_open, stage_at


class Step(StrEnum):
    SCORE = "score"
    WORK_ON_PROJECT = "work_on_project"
    FIND_TEAM = "find_team"
    SEE_APPLICATION = "see_application"
    REGISTER = "register"
    SIGN_UP = "sign_up"
    SEE_RESULTS = "see_results"
    SEE_WITHDRAWAL = "see_withdrawal"
    READ_CHALLENGES = "read_challenges"
    ORGANIZE = "organize"


def steps_for(
    actor: Actor, edition_id: int, schedule: Schedule, now: datetime, *, withdrawn: bool = False
) -> tuple[Step, ...]:
    """List the steps; reading the challenges is always possible, and withdrawn results are explained."""
    wanted = (
        (Step.SEE_WITHDRAWAL, withdrawn),
        (Step.SEE_RESULTS, stage_at(schedule, now) is Stage.RESULTS),
        (Step.SCORE, edition_id in actor.judge_of and is_open(schedule, Window.JUDGING, now)),
        *_taking_part(actor, edition_id, schedule, now),
        (Step.ORGANIZE, edition_id in actor.organizer_of),
        (Step.READ_CHALLENGES, True),
    )
    return tuple(step for step, possible in wanted if possible)


def _taking_part(
    actor: Actor, edition_id: int, schedule: Schedule, now: datetime
) -> tuple[tuple[Step, bool], ...]:
    competing = edition_id not in actor.judge_of | actor.organizer_of
    registered = competing and edition_id in actor.registered_in
    submitting = is_open(schedule, Window.SUBMISSIONS, now)
    applied = competing and edition_id in actor.applied_in
    invited_to_register = competing and not registered and not applied
    registering = is_open(schedule, Window.REGISTRATION, now) and invited_to_register
    return (
        (Step.WORK_ON_PROJECT, registered and submitting),
        (Step.FIND_TEAM, registered and now < schedule.submissions_open),
        (Step.SEE_APPLICATION, applied),
        (Step.REGISTER, registering and actor.is_authenticated),
        (Step.SIGN_UP, registering and not actor.is_authenticated),
    )
