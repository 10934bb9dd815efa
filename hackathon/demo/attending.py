"""Sessions of a demo edition, and who came to them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.db import db
from hackathon.demo import content, rows
from hackathon.demo.plans import Load, Plan
from hackathon.editions.models import Edition, Registration
from hackathon.rules.attendance import How, Kind, Outcome
from hackathon.rules.registrations import State
from hackathon.rules.schedule import Stage

SHARES = {"opening": 0.94, "workshop": 0.6, "final": 0.88}


def come(load: Load, plan: Plan, made: Edition) -> None:
    """Add opening, workshop and final where the event has begun; most people came to what is over."""
    if plan.stage not in (Stage.SUBMISSIONS, Stage.JUDGING, Stage.RESULTS):
        return
    rng = random.Random(f"{load.seed}:{plan.key}:attendance")
    query = select(Registration.user_id).where(Registration.state == State.ADMITTED).order_by(Registration.user_id)
    people = list(db.session.scalars(query))
    sessions = [_session(made, key, starts) for key, starts in _moments(load, plan, made)]
    for event, session_id in zip(sessions, rows.added(EventSession, [each[1] for each in sessions]), strict=True):
        share = SHARES[event[0]] if event[1]["starts_at"] < load.now else 0
        came = [user_id for user_id in people if rng.random() < share]
        _note(made, event[1], session_id, came, rng)


def _moments(load: Load, plan: Plan, made: Edition) -> list[tuple[str, datetime]]:
    # While teams work the workshop is going on just now, so that somebody can be checked in.
    workshop = load.now - timedelta(hours=1)
    if plan.stage is not Stage.SUBMISSIONS:
        workshop = made.submissions_open + timedelta(days=1)
    opening = made.submissions_open + timedelta(hours=1)
    final = made.submissions_close + timedelta(hours=10, minutes=1)
    return [("opening", opening), ("workshop", workshop), ("final", final)]


def _session(made: Edition, key: str, starts: datetime) -> tuple[str, dict[str, Any]]:
    texts = content.load("sessions")[key]
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    plain = {"place": texts["place"], "required": key != "workshop", "version": 1}
    return key, {"edition_id": made.id, "title": texts["title"], **times, **plain}


def _note(made: Edition, event: dict[str, Any], session_id: int, came: list[int], rng: random.Random) -> None:
    place = {"edition_id": made.id, "session_id": session_id}
    moments = [event["starts_at"] + timedelta(seconds=rng.randint(-1200, 900)) for _ in came]
    how = {"kind": Kind.IN, "how": How.CAMERA, "outcome": Outcome.NEW}
    marks = [{**place, **how, "user_id": user_id, "at": at, "received_at": at}
             for user_id, at in zip(came, moments, strict=True)]  # fmt: skip
    ids = rows.added(AttendanceMark, marks)
    rows.add(Attendance, [{**place, "user_id": user_id, "at": at, "mark_id": mark}
                          for user_id, at, mark in zip(came, moments, ids, strict=True)])  # fmt: skip
