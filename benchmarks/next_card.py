"""Measure how long a judge waits for the next card: `python -m benchmarks.next_card`.

400 projects and 20 judges with two reviews each are invented. Judges finish a card and ask for the next one by turns,
so that every answer estimates the chances anew; then all judges ask at the same moment.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import numpy as np
from flask import Flask
from sqlalchemy import delete, insert, select, update

from benchmarks import data, servers, worlds
from hackathon import clock, create_app, migrations
from hackathon.config import Settings
from hackathon.db import db, transactional
from hackathon.demo import loading, plans
from hackathon.editions import scope
from hackathon.editions.models import Criterion, Edition, EditionRole, Role
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Mark, Origin, Scorecard, ScorecardStatus
from hackathon.judging.queries import in_the_running
from hackathon.projects.models import Project
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Team

READING = 1.0  # seconds
KEY = "uz-2026"
ENVIRONMENT = {"HACKATHON_RATE_LIMITS": "0", "HACKATHON_SECOND_FACTOR": "0", "SECRET_KEY": "only-for-measuring"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.next_card", description=__doc__)
    parser.add_argument("--projects", type=int, default=400)
    parser.add_argument("--judges", type=int, default=20)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite otherwise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/hackathon.sqlite3"
        app = create_app(Settings(database_url=url, secret_key=ENVIRONMENT["SECRET_KEY"], instance_path=Path(folder)))
        with app.app_context():
            migrations.upgrade()
            plan = plans.one(KEY, Stage.JUDGING, round(options.projects * 1.3), options.judges)
            loading.load_demo([plan], seed=1, now=clock.now())
            people = _invent(options.projects)
        judges = {person: data.signed_in(app, person) for person in people}
        environment = {**ENVIRONMENT, "DATABASE_URL": url, "HACKATHON_INSTANCE": folder}
        with servers.serving("wsgi:app", server="granian", workers=2, environment=environment) as running:
            _report("one after the other", _by_turns(app, running.port, judges, options.turns))
            before = running.processor_seconds()
            _report("all at once", _all_at_once(app, running.port, judges))
            print(f"processor time for each: {1000 * (running.processor_seconds() - before) / len(judges):.0f} ms")


def _report(name: str, spent: list[float]) -> None:
    middle, late, most = np.percentile(spent, (50, 95, 100))
    print(f"{name}: {len(spent)} answers, median {middle:.0f} ms, 95 % within {late:.0f} ms, slowest {most:.0f} ms")


@transactional
def _invent(projects: int) -> list[int]:
    """Leave that many projects in the running, dealt and scored twice each, and return the judges."""
    edition = db.session.scalars(select(Edition).where(Edition.key == KEY)).one()
    edition.round.deal, edition.round.reviews_per_project = "adaptive", 3
    with scope.of(edition.id):
        for model in (Mark, Scorecard, JudgeAssignment):
            db.session.execute(delete(model))
        running = select(Project.id).join(Team, Team.id == Project.team_id).where(in_the_running())
        found = list(db.session.scalars(running.order_by(Project.id)))
        judges = list(db.session.scalars(select(EditionRole.user_id).where(EditionRole.role == Role.JUDGE)))
        db.session.execute(update(Project).where(Project.id.in_(found[projects:])).values(status="draft"))
        found = found[:projects]
        event = worlds.world(worlds.Situation("timing", len(found), len(judges)), 1)
        for project, judge in worlds.deal(event, 2):
            marks = list(event.card(project, judge).marks.values())
            _put(edition, found[project], judges[judge], [(mark + 1) // 2 for mark in marks])
    print(f"{len(found)} projects, {len(judges)} judges")
    return judges


def _put(edition: Edition, project: int, judge: int, marks: list[int]) -> None:
    now, place = clock.now(), {"edition_id": edition.id, "project_id": project, "judge_id": judge}
    row = {**place, "origin": Origin.DEALT, "status": AssignmentStatus.ASSIGNED, "assigned_at": now}
    db.session.execute(insert(JudgeAssignment), [row])
    _finish(place, marks)


def _finish(place: dict[str, int], marks: list[int]) -> None:
    now = clock.now()
    card = Scorecard(**place, status=ScorecardStatus.FINISHED, saved_at=now, finished_at=now)
    db.session.add(card)
    db.session.flush()
    criteria = db.session.scalars(select(Criterion.id).order_by(Criterion.position))
    rows = [{"edition_id": place["edition_id"], "scorecard_id": card.id, "criterion_id": criterion, "value": value}
            for criterion, value in zip(criteria, marks, strict=False)]
    db.session.execute(insert(Mark), rows)


@transactional
def _finish_open(judge: int, value: int) -> int:
    """Finish every open card of a judge, and return how many cards the judge has had."""
    edition = db.session.scalars(select(Edition).where(Edition.key == KEY)).one()
    with scope.of(edition.id):
        dealt = list(db.session.scalars(select(JudgeAssignment.project_id).filter_by(judge_id=judge)))
        done = set(db.session.scalars(select(Scorecard.project_id).filter_by(judge_id=judge)))
        for project in set(dealt) - done:
            _finish({"edition_id": edition.id, "project_id": project, "judge_id": judge}, [value] * 9)
    return len(dealt)


def _ask(port: int, judge: data.Browser, dealt: int) -> float:
    body = urlencode({"csrf_token": judge.token, "dealt": dealt})
    headers = {"Cookie": judge.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    start = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", f"/{KEY}/judging/next", body, headers)
    answer = connection.getresponse()
    answer.read()
    spent = 1000 * (time.perf_counter() - start)
    leads_to = urlsplit(answer.headers.get("Location", "")).path
    assert answer.status == 303, answer.status
    assert leads_to.rsplit("/", 1)[1].isdigit(), leads_to
    return spent


def _by_turns(app: Flask, port: int, judges: dict[int, data.Browser], turns: int) -> list[float]:
    spent = []
    people = list(judges)
    for turn in range(turns + 4):
        person = people[turn % len(people)]
        with app.app_context():
            dealt = _finish_open(person, 1 + turn % 5)
        _look(port, judges[person])
        spent.append(_ask(port, judges[person], dealt))
    print(f"the first four, in which workers load what estimates: {', '.join(f'{each:.0f}' for each in spent[:4])} ms")
    return spent[4:]


def _look(port: int, judge: data.Browser) -> None:
    """Open the queue as a judge does who has finished a card, and read for a second."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/{KEY}/judging/", headers={"Cookie": judge.cookie})
    assert connection.getresponse().status == 200
    time.sleep(READING)


def _all_at_once(app: Flask, port: int, judges: dict[int, data.Browser]) -> list[float]:
    with app.app_context():
        dealt = [_finish_open(person, 3) for person in judges]
    with ThreadPoolExecutor(len(judges)) as pool:
        return list(pool.map(_ask, [port] * len(judges), judges.values(), dealt))


if __name__ == "__main__":
    main()
