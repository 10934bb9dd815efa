"""The throw-away database: three editions of 1,000 teams, and people who are signed in to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from flask import Flask, Response, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Row, select, update

from hackathon import clock, migrations
from hackathon.accounts.actions import open_session_for
from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db, transactional
from hackathon.demo import loading, plans
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition, EditionRole, Role, Round
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard
from hackathon.projects.content import content_of, digest_of
from hackathon.projects.models import Project
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Part

RESULTS, JUDGING, SUBMITTING, RUSH = "kz-2026", "uz-2026", "tj-2026", "kg-2026"
STAGES = {RESULTS: Stage.RESULTS, JUDGING: Stage.JUDGING, SUBMITTING: Stage.SUBMISSIONS, RUSH: Stage.SUBMISSIONS}


@dataclass(frozen=True)
class Browser:
    """Somebody who is signed in: the headers and the CSRF token that their browser sends."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Handing:
    """A team's captain before the button "Submit": address, and the digest of what the page showed."""

    browser: Browser
    path: str
    digest: str


@dataclass(frozen=True)
class Scoring:
    """A judge before a project: address, the card's version, the criteria and the scale."""

    browser: Browser
    path: str
    version: int
    criteria: tuple[int, ...]
    scale: tuple[int, int]


def fill(app: Flask, teams: int, judges: int) -> None:
    """Migrate and load an edition for each stage that is measured."""
    with app.app_context():
        migrations.upgrade()
        chosen = [plans.one(key, stage, teams, judges) for key, stage in STAGES.items()]
        loading.load_demo(chosen, seed=1, now=clock.now())
        for key in (SUBMITTING, RUSH):
            with scope.of(_edition(key).id):
                _complete_drafts()


@transactional
def _complete_drafts() -> None:
    """Give every team something new to hand in."""
    brief = db.session.scalars(select(Challenge.id)).first()
    values = {"pitch": "One sentence.", "description": "What it is, **whom** it helps and how.\n" * 40}
    for project in db.session.scalars(select(Project)):
        values["title"] = project.title or f"Project {project.id}"
        values["challenge_id"] = project.challenge_id or brief
        db.session.execute(update(Project).where(Project.id == project.id).values(**values))


def _edition(key: str) -> Edition:
    return db.session.scalars(select(Edition).where(Edition.key == key)).one()


def signed_in(app: Flask, user_id: int) -> Browser:
    """Open a sign-in as the sign-in page does, without the page: hashing thousands of passwords takes minutes."""
    with app.test_request_context():
        session["_user_id"] = open_session_for(db.session.get(User, user_id), now=clock.now())
        session["_fresh"] = True
        token, response = generate_csrf(), Response()
        app.session_interface.save_session(app, session, response)
        return Browser(response.headers["Set-Cookie"].partition(";")[0], token)


def organizer(app: Flask, key: str) -> Browser:
    """Sign an organizer in."""
    role = select(EditionRole.user_id).where(EditionRole.role == Role.ORGANIZER)
    return signed_in(app, _rows(app, key, role)[0].user_id)


def captains(app: Flask, key: str) -> list[Handing]:
    """Sign every captain in who has something to hand in."""
    captain = (Membership.team_id == Project.team_id) & (Membership.part == Part.CAPTAIN)
    with app.app_context(), scope.of(_edition(key).id):
        rows = db.session.execute(select(Project, Membership.user_id).join(Membership, captain)).all()
        found = [(user_id, project.id, digest_of(content_of(project))) for project, user_id in rows]
    return [Handing(signed_in(app, each), f"/{key}/projects/{number}/submit", digest) for each, number, digest in found]


def scorings(app: Flask, key: str) -> list[Scoring]:
    """Sign every judge in and return all that they have to score."""
    own = (Scorecard.project_id == JudgeAssignment.project_id) & (Scorecard.judge_id == JudgeAssignment.judge_id)
    query = select(JudgeAssignment.judge_id, JudgeAssignment.project_id, Scorecard.version).outerjoin(Scorecard, own)
    query = query.where(JudgeAssignment.status == AssignmentStatus.ASSIGNED).order_by(JudgeAssignment.project_id)
    rubric = tuple(row.id for row in _rows(app, key, select(Criterion.id)))
    of_edition = select(Round.scale_min, Round.scale_max).join(Round.edition).where(Edition.key == key)
    scale = tuple(_rows(app, key, of_edition)[0])
    rows = _rows(app, key, query)
    browsers = {judge_id: signed_in(app, judge_id) for judge_id in {row.judge_id for row in rows}}
    return [
        Scoring(browsers[row.judge_id], f"/{key}/judging/{row.project_id}", row.version or 0, rubric, scale)
        for row in rows
    ]


def _rows(app: Flask, key: str, query: Any) -> Sequence[Row]:
    with app.app_context(), scope.of(_edition(key).id):
        return db.session.execute(query).all()


def marks(scoring: Scoring, turn: int) -> dict[int, int]:
    """Return marks that differ from one save to the next."""
    lowest, highest = scoring.scale
    values = cycle(range(lowest, highest + 1))
    for _ in range(turn % (highest - lowest + 1)):
        next(values)
    return dict(zip(scoring.criteria, values, strict=False))
