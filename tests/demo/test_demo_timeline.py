"""The demo's editions are in their stages on any day and at any hour."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from hackathon.demo import timeline
from hackathon.rules import schedule
from hackathon.rules.schedule import Schedule, Stage

HOURS = [datetime(2027, 2, 28, hour, 30, tzinfo=UTC) for hour in (0, 6, 12, 18, 19, 23)]


@pytest.mark.parametrize("now", HOURS)
@pytest.mark.parametrize("zone", ["Asia/Almaty", "Asia/Bishkek"])
@pytest.mark.parametrize("stage", list(Stage))
def test_an_edition_is_in_the_stage_that_was_asked_for(stage, zone, now):
    moments = timeline.moments(stage, now, zone)
    published = moments["judging_closes"] + timeline.PUBLISHED_AFTER if stage is Stage.RESULTS else None
    laid = Schedule(**moments, results_published_at=published)
    schedule.require_ordered(laid)
    assert schedule.stage_at(laid, now) is stage


def test_closings_are_before_midnight_at_the_place():
    found = timeline.moments(Stage.SUBMISSIONS, HOURS[0], "Asia/Almaty")
    assert found["submissions_close"].strftime("%H:%M %z") == "23:59 +0500"
    assert found["submissions_open"].strftime("%H:%M %z") == "09:00 +0500"


def test_moments_stay_between_their_ends():
    rng = random.Random(1)
    start, end = HOURS[0], HOURS[0] + timedelta(hours=30)
    found = [timeline.shortly_before(end, start, rng) for _ in range(200)]
    found += [timeline.between(start, end, rng) for _ in range(200)]
    assert all(start <= moment < end for moment in found)
    assert timeline.between(end, start, rng) == end
