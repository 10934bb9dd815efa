from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import (
    JudgeCannotTakePart,
    MentorCannotTakePart,
    OrganizerCannotTakePart,
    TeamClosed,
    TeamDisqualified,
    TeamFull,
    TeamSizeInvalid,
    WindowClosed,
    WindowNotYetOpen,
)
from hackathon.rules import rosters
from hackathon.rules.schedule import Schedule

JOINED = datetime(2026, 10, 1, tzinfo=UTC)
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)


@pytest.mark.parametrize(("members", "full"), [(3, False), (4, True), (5, True)])
def test_team_is_full_at_its_maximum(members, full):
    assert rosters.is_full(members, 4) is full


@pytest.mark.parametrize(("members", "complete"), [(2, False), (3, True), (4, True)])
def test_team_is_complete_at_its_minimum(members, complete):
    assert rosters.is_complete(members, 3) is complete


def test_last_seat_is_given_and_the_next_refused():
    rosters.require_seat(3, 4)
    with pytest.raises(TeamFull) as refusal:
        rosters.require_seat(4, 4)
    assert refusal.value.details == {"maximum": 4}


@pytest.mark.parametrize(("taken", "slot"), [([], 1), ([1], 2), ([2, 3], 1), ([1, 3], 2)])
def test_lowest_free_seat_is_taken(taken, slot):
    assert rosters.free_slot(taken, 3) == slot


def test_full_team_has_no_free_seat():
    with pytest.raises(TeamFull):
        rosters.free_slot([3, 1, 2], 3)


@pytest.mark.parametrize(
    ("held", "refusal"),
    [({"organizer", "mentor"}, OrganizerCannotTakePart), ({"judge", "mentor"}, JudgeCannotTakePart),
     ({"mentor"}, MentorCannotTakePart)],
)
def test_who_decides_or_helps_gets_no_seat(held, refusal):
    rosters.require_no_office(set())
    with pytest.raises(refusal):
        rosters.require_no_office(held)


@given(st.sets(st.integers(1, 8)), st.integers(1, 8))
def test_free_seat_is_free_and_within_the_maximum(taken, maximum):
    if taken >= set(range(1, maximum + 1)):
        with pytest.raises(TeamFull):
            rosters.free_slot(taken, maximum)
    else:
        slot = rosters.free_slot(taken, maximum)
        assert slot not in taken
        assert 1 <= slot <= maximum


def test_captain_is_followed_by_the_member_of_longest_standing():
    assert rosters.successor({9: JOINED + timedelta(days=1), 7: JOINED + timedelta(days=2), 8: JOINED}) == 8


def test_members_who_joined_together_follow_in_the_order_of_their_ids():
    assert rosters.successor({9: JOINED, 7: JOINED, 8: JOINED}) == 7


def test_empty_team_has_no_successor():
    assert rosters.successor({}) is None


@pytest.mark.parametrize(("minimum", "maximum"), [(1, 1), (3, 3), (2, 5)])
def test_sizes_that_a_team_can_have_are_accepted(minimum, maximum):
    rosters.require_size_bounds(minimum, maximum)


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 3), (-1, 3), (4, 3), (0, 0)])
def test_sizes_that_no_team_can_have_are_refused(minimum, maximum):
    with pytest.raises(TeamSizeInvalid) as refusal:
        rosters.require_size_bounds(minimum, maximum)
    assert refusal.value.details == {"minimum": minimum, "maximum": maximum}


FORMING = Schedule(None, NOON, NOON + DAY, NOON + DAY, NOON + 2 * DAY, NOON + 2 * DAY, NOON + 3 * DAY, None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(NOON - TICK, WindowNotYetOpen), (NOON, None), (NOON + 2 * DAY - TICK, None), (NOON + 2 * DAY, WindowClosed)],
)
def test_teams_form_from_the_opening_of_registration_to_the_close_of_submissions(moment, expected):
    assert rosters.is_forming(FORMING, moment) is (expected is None)
    if expected is None:
        rosters.require_forming(FORMING, moment)
    else:
        with pytest.raises(expected):
            rosters.require_forming(FORMING, moment)


@pytest.mark.parametrize(
    ("admission", "closed_at", "expected"),
    [("pending", None, None), ("admitted", None, None), ("disqualified", None, TeamDisqualified),
     ("admitted", NOON, TeamClosed), ("disqualified", NOON, TeamClosed)],
)
def test_only_teams_in_the_running_go_on(admission, closed_at, expected):
    if expected is None:
        rosters.require_in_the_running(admission, closed_at)
    else:
        with pytest.raises(expected):
            rosters.require_in_the_running(admission, closed_at, "Copied")
