"""Whatever people do, in whatever order and however many at once: one team each, no team too large, each led."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hackathon import invariants
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Team
from hackathon.teams.models_joining import JoinRequest
from tests import factories
from tests.support.clients import afresh
from tests.support.processes import die_with_parent
from tests.teams.deeds import KINDS, Deeds

PEOPLE, SIZE, PROCESSES, STEPS = 6, 3, 8, 40


def faults(app):
    afresh()
    return invariants.faults(app.extensions["settings"].uploads_path)


def broken_rules(edition_id, size):
    """Say what does not hold in an edition, asked as plainly as possible: not as the application asks it."""
    seats = db.session.query(Membership.user_id, Membership.team_id, Membership.slot, Membership.part)
    seats = seats.filter(Membership.edition_id == edition_id).all()
    people, sizes = Counter(row.user_id for row in seats), Counter(row.team_id for row in seats)
    captains = Counter(row.team_id for row in seats if row.part == "captain")
    teams = db.session.query(Team.id, Team.closed_at).filter(Team.edition_id == edition_id).all()
    asking = db.session.query(JoinRequest.user_id, JoinRequest.team_id).filter(
        JoinRequest.edition_id == edition_id, JoinRequest.closed_at.is_(None)).all()  # fmt: skip
    admitted = {row.user_id for row in db.session.query(Registration.user_id).filter_by(
        edition_id=edition_id, state="admitted")}  # fmt: skip
    yield from (f"{user} is in two teams" for user, count in people.items() if count > 1)
    yield from (f"{team} has {count} members" for team, count in sizes.items() if count > size)
    yield from (f"seat {row.slot}" for row in seats if not 1 <= row.slot <= size)
    yield from (f"open team {row.id} has no captain" for row in teams if not row.closed_at and captains[row.id] != 1)
    yield from (f"closed team {row.id} has members" for row in teams if row.closed_at and sizes[row.id])
    yield from (f"seated {row.user_id} asks" for row in asking if people[row.user_id] or row.user_id not in admitted)
    yield from (f"full team {row.team_id} is asked" for row in asking if sizes[row.team_id] >= size)
    yield from (f"{row.user_id} is not admitted" for row in seats if row.user_id not in admitted)


@pytest.mark.backends("sqlite")  # the order of deeds is tried here; the databases differ in what races: see below
def test_no_sequence_of_deeds_breaks_a_rule(app):
    class People(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            edition = factories.edition(Stage.REGISTRATION, team_size_max=SIZE)
            self.edition_id = edition.id
            self.deeds = Deeds(edition.id, [factories.student(edition).id for _ in range(PEOPLE)])

        @rule(kind=st.sampled_from(KINDS), person=st.integers(0, PEOPLE - 1), pick=st.integers(0, 11))
        def somebody_does(self, kind, person, pick):
            afresh()
            self.deeds.do(kind, person, pick)

        @invariant()
        def rules_hold(self):
            if hasattr(self, "edition_id"):
                afresh()
                assert list(broken_rules(self.edition_id, SIZE)) == []

    run_state_machine_as_test(People, settings=settings(max_examples=8, stateful_step_count=40))
    assert faults(app) == []


def test_eight_processes_at_once_break_no_rule(app, database):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=SIZE)
    given = {"url": database.settings.database_url, "folder": str(database.folder), "edition_id": edition.id,
             "user_ids": [factories.student(edition).id for _ in range(12)], "steps": STEPS, "processes": PROCESSES}
    afresh()
    command = [sys.executable, "-m", "tests.teams.rush", json.dumps(given)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True,
                          preexec_fn=die_with_parent(signal.SIGKILL))  # fmt: skip
    outcomes = sum((Counter(json.loads(line)) for line in done.stdout.splitlines()), Counter())
    assert [each for each in outcomes if each.startswith("FAILED")] == []
    assert sum(outcomes.values()) == PROCESSES * STEPS
    done = {each for each in outcomes if each.endswith(" done")}  # chance chooses: most kinds, never all
    assert "found done" in done, outcomes
    assert len(done) >= 6, outcomes
    afresh()
    assert list(broken_rules(edition.id, SIZE)) == []
    assert faults(app) == []
