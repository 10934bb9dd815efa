"""What a person can do now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hackathon.rules.next_steps import Step, steps_for
from hackathon.rules.permissions import ANONYMOUS, Actor
from hackathon.rules.schedule import Schedule

DAY = timedelta(days=1)
START = datetime(2027, 1, 1, tzinfo=UTC)
PLAN = Schedule(
    announced_at=START, registration_opens=START + DAY, registration_closes=START + 3 * DAY,
    submissions_open=START + 2 * DAY, submissions_close=START + 4 * DAY, judging_opens=START + 4 * DAY,
    judging_closes=START + 5 * DAY, results_published_at=START + 6 * DAY,
)
SOMEBODY = Actor(user_id=1)
STUDENT = Actor(user_id=1, registered_in=frozenset({7}))
JUDGE = Actor(user_id=1, judge_of=frozenset({7}))
ORGANIZER = Actor(user_id=1, organizer_of=frozenset({7}))
STRANGER = Actor(user_id=1, judge_of=frozenset({8}), registered_in=frozenset({8}), organizer_of=frozenset({8}))


@pytest.mark.parametrize(
    ("actor", "days", "first"),
    [
        (ANONYMOUS, 0.5, Step.READ_CHALLENGES),
        (ANONYMOUS, 1, Step.SIGN_UP),
        (ANONYMOUS, 3, Step.READ_CHALLENGES),
        (ANONYMOUS, 6, Step.SEE_RESULTS),
        (SOMEBODY, 1, Step.REGISTER),
        (SOMEBODY, 2.5, Step.REGISTER),
        (SOMEBODY, 3, Step.READ_CHALLENGES),
        (STUDENT, 1, Step.FIND_TEAM),
        (STUDENT, 2, Step.WORK_ON_PROJECT),
        (STUDENT, 4, Step.READ_CHALLENGES),
        (JUDGE, 1, Step.READ_CHALLENGES),
        (JUDGE, 3.9, Step.READ_CHALLENGES),
        (JUDGE, 4, Step.SCORE),
        (JUDGE, 5, Step.READ_CHALLENGES),
        (ORGANIZER, 1, Step.ORGANIZE),
        (STRANGER, 4, Step.READ_CHALLENGES),
    ],
)
def test_the_most_important_step_comes_first(actor, days, first):
    assert steps_for(actor, 7, PLAN, START + days * DAY)[0] is first


def test_only_organizers_of_the_edition_are_sent_to_its_desk():
    assert Step.ORGANIZE in steps_for(ORGANIZER, 7, PLAN, START)
    assert Step.ORGANIZE not in steps_for(STRANGER, 7, PLAN, START)
