"""What an organizer should do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hackathon.rules.organizer_tasks import Facts, Task, tasks_for
from hackathon.rules.schedule import Schedule

DAY = timedelta(days=1)
START = datetime(2027, 1, 1, tzinfo=UTC)
PLAN = Schedule(
    announced_at=START, registration_opens=START + DAY, registration_closes=START + 3 * DAY,
    submissions_open=START + 2 * DAY, submissions_close=START + 4 * DAY, judging_opens=START + 4 * DAY,
    judging_closes=START + 5 * DAY, results_published_at=None,
)
READY = Facts(challenges=3, marks_described=True, has_contact=True, judges=4, submitted=10, dealt=10, scored=0)


@pytest.mark.parametrize(
    ("facts", "days", "tasks"),
    [
        (READY, 1, ()),
        (replace(READY, challenges=0), 1, (Task.WRITE_CHALLENGES,)),
        (replace(READY, has_contact=False, marks_described=False), 1, (Task.NAME_CONTACT, Task.DESCRIBE_MARKS)),
        (replace(READY, judges=0), 0.5, ()),
        (replace(READY, judges=0), 1, (Task.INVITE_JUDGES,)),
        (replace(READY, pending_teams=1), 2, (Task.ADMIT_TEAMS,)),
        (replace(READY, dealt=0), 4, (Task.DEAL_PROJECTS,)),
        (replace(READY, dealt=9), 4, (Task.DEAL_PROJECTS, Task.WATCH_JUDGING)),
        (replace(READY, scored=3), 4, (Task.WATCH_JUDGING,)),
        (replace(READY, scored=10), 4.9, ()),
        (replace(READY, scored=10), 5, (Task.PUBLISH_RESULTS,)),
        (replace(READY, scored=3), 5, (Task.WATCH_JUDGING, Task.PUBLISH_RESULTS)),
    ],
)
def test_tasks_follow_from_what_the_edition_has_and_where_it_stands(facts, days, tasks):
    assert tasks_for(facts, PLAN, START + days * DAY) == tasks


def test_a_hidden_edition_is_announced_once_it_has_challenges():
    hidden = replace(PLAN, announced_at=None)
    assert Task.ANNOUNCE not in tasks_for(replace(READY, challenges=0), hidden, START)
    assert Task.ANNOUNCE in tasks_for(READY, hidden, START)


def test_nothing_is_to_be_done_once_the_results_are_out():
    published = replace(PLAN, results_published_at=START + 6 * DAY)
    assert tasks_for(Facts(), published, START + 6 * DAY) == ()
