from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import Refusal, ScheduleOutOfOrder, WindowClosed, WindowNotYetOpen
from hackathon.rules import schedule
from hackathon.rules.schedule import Schedule, Stage, Window

TICK = timedelta(microseconds=1)
START = datetime(2026, 10, 1, tzinfo=UTC)


def day(number):
    return START + timedelta(days=number)


AUTUMN = Schedule(
    announced_at=day(0),
    registration_opens=day(10),
    registration_closes=day(20),
    submissions_open=day(30),
    submissions_close=day(40),
    judging_opens=day(45),
    judging_closes=day(50),
    results_published_at=day(60),
)


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("announced_at", Stage.HIDDEN, Stage.ANNOUNCED),
        ("registration_opens", Stage.ANNOUNCED, Stage.REGISTRATION),
        ("registration_closes", Stage.REGISTRATION, Stage.REGISTRATION),
        ("submissions_open", Stage.REGISTRATION, Stage.SUBMISSIONS),
        ("submissions_close", Stage.SUBMISSIONS, Stage.JUDGING),
        ("judging_opens", Stage.JUDGING, Stage.JUDGING),
        ("judging_closes", Stage.JUDGING, Stage.JUDGING),
        ("results_published_at", Stage.JUDGING, Stage.RESULTS),
    ],
)
def test_stage_changes_with_the_tick_that_the_schedule_names(moment, before, after):
    at = getattr(AUTUMN, moment)
    stages = [schedule.stage_at(AUTUMN, now) for now in (at - TICK, at, at + TICK)]
    assert stages == [before, after, after]


def test_submissions_that_open_during_registration_lead_the_stage():
    overlapping = replace(AUTUMN, submissions_open=day(15))
    assert schedule.stage_at(overlapping, day(16)) is Stage.SUBMISSIONS
    assert schedule.is_open(overlapping, Window.REGISTRATION, day(16))


def test_edition_that_was_not_announced_stays_hidden_whatever_its_dates_say():
    silent = replace(AUTUMN, announced_at=None, results_published_at=None)
    assert {schedule.stage_at(silent, day(number)) for number in range(70)} == {Stage.HIDDEN}


def test_judging_lasts_until_results_are_published():
    unpublished = replace(AUTUMN, results_published_at=None)
    assert schedule.stage_at(unpublished, day(1000)) is Stage.JUDGING


@pytest.mark.parametrize("window", Window)
def test_window_opens_with_its_first_tick_and_its_closing_tick_is_late(window):
    opens, closes = schedule.window_bounds(AUTUMN, window)
    around = [opens - TICK, opens, opens + TICK, closes - TICK, closes, closes + TICK]
    assert [schedule.is_open(AUTUMN, window, now) for now in around] == [False, True, True, True, False, False]


def test_extension_prolongs_a_window_up_to_its_own_closing_tick():
    around = [AUTUMN.submissions_close, day(42) - TICK, day(42), day(42) + TICK]
    answers = [schedule.is_open(AUTUMN, Window.SUBMISSIONS, now, extension=day(42)) for now in around]
    assert answers == [True, True, False, False]


def test_extension_never_shortens_a_window():
    assert schedule.is_open(AUTUMN, Window.SUBMISSIONS, day(40) - TICK, extension=day(35))


def test_extension_does_not_open_a_window_early():
    with pytest.raises(WindowNotYetOpen):
        schedule.require_open(AUTUMN, Window.SUBMISSIONS, day(30) - TICK, extension=day(60))


@pytest.mark.parametrize("extension", [None, day(42)])
def test_refusal_names_the_window_and_the_moment_that_decided(extension):
    with pytest.raises(WindowNotYetOpen) as early:
        schedule.require_open(AUTUMN, Window.SUBMISSIONS, day(30) - TICK, extension=extension)
    assert early.value.details == {"window": "submissions", "moment": day(30)}
    schedule.require_open(AUTUMN, Window.SUBMISSIONS, day(30), extension=extension)
    with pytest.raises(WindowClosed) as late:
        schedule.require_open(AUTUMN, Window.SUBMISSIONS, extension or day(40), extension=extension)
    assert late.value.details == {"window": "submissions", "moment": extension or day(40)}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (day(0), ("registration_opens", day(10))),
        (day(10) - TICK, ("registration_opens", day(10))),
        (day(10), ("registration_closes", day(20))),
        (day(10) + TICK, ("registration_closes", day(20))),
        (day(20), ("submissions_open", day(30))),
        (day(30), ("submissions_close", day(40))),
        (day(40), ("judging_opens", day(45))),
        (day(45), ("judging_closes", day(50))),
        (day(50), None),
        (day(60), None),
    ],
)
def test_next_moment_is_the_first_one_still_ahead(now, expected):
    assert schedule.next_moment(AUTUMN, now) == expected


def test_of_coinciding_moments_the_submission_deadline_is_announced():
    together = replace(AUTUMN, registration_closes=day(40), judging_opens=day(40))
    assert schedule.next_moment(together, day(35)) == ("submissions_close", day(40))


def test_nothing_is_announced_once_results_are_out_early():
    early = replace(AUTUMN, results_published_at=day(48))
    assert schedule.next_moment(early, day(48) - TICK) == ("judging_closes", day(50))
    assert schedule.next_moment(early, day(48)) is None


OVERLAPPING = replace(AUTUMN, submissions_open=day(15))


@pytest.mark.parametrize(
    ("plan", "earlier", "later", "accepted"),
    [
        (AUTUMN, "registration_opens", "registration_closes", [False, False, True]),
        (AUTUMN, "registration_opens", "submissions_open", [False, True, True]),
        (AUTUMN, "submissions_open", "submissions_close", [False, False, True]),
        (OVERLAPPING, "registration_closes", "submissions_close", [False, True, True]),
        (AUTUMN, "submissions_close", "judging_opens", [False, True, True]),
        (AUTUMN, "judging_opens", "judging_closes", [False, False, True]),
    ],
)
def test_dates_out_of_order_are_refused_by_name(plan, earlier, later, accepted):
    at = getattr(plan, earlier)
    around = [replace(plan, **{later: moment}) for moment in (at - TICK, at, at + TICK)]
    assert [contradiction(each) for each in around] == [None if fine else (earlier, later) for fine in accepted]


def contradiction(plan):
    try:
        schedule.require_ordered(plan)
    except ScheduleOutOfOrder as refusal:
        return refusal.details["earlier_field"], refusal.field


def test_refusal_of_two_dates_carries_their_labels_and_fields():
    with pytest.raises(ScheduleOutOfOrder) as refusal:
        schedule.require_ordered(replace(AUTUMN, judging_opens=day(39)))
    assert refusal.value.details == {
        "earlier": "Submissions close",
        "later": "Judging opens",
        "earlier_field": "submissions_close",
        "field": "judging_opens",
    }


moments = st.integers(0, 30).map(day)


@st.composite
def schedules(draw):
    optional = st.none() | moments
    return Schedule(draw(optional), *(draw(moments) for _ in range(6)), draw(optional))


@given(schedules(), moments, st.sampled_from(Window), st.none() | moments)
def test_asking_and_requiring_agree(plan, now, window, extension):
    try:
        schedule.require_open(plan, window, now, extension=extension)
        allowed = True
    except Refusal:
        allowed = False
    assert allowed is schedule.is_open(plan, window, now, extension=extension)


@given(schedules(), moments, moments)
def test_stages_never_go_back(plan, one, two):
    order = list(Stage)
    sooner, later = sorted([one, two])
    assert order.index(schedule.stage_at(plan, sooner)) <= order.index(schedule.stage_at(plan, later))


@given(schedules(), moments)
def test_next_moment_skips_nothing(plan, now):
    coming = schedule.next_moment(plan, now)
    ahead = [getattr(plan, name) for name in schedule.MOMENTS if getattr(plan, name) > now]
    if schedule.stage_at(plan, now) is Stage.RESULTS or not ahead:
        assert coming is None
    else:
        name, moment = coming
        assert (moment, getattr(plan, name)) == (min(ahead), min(ahead))
