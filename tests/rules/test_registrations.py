"""Places: nobody is admitted beyond the capacity, nobody overtakes, and only allowed steps are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import ChallengeFull, StepNotAllowed
from hackathon.rules import challenge_places
from hackathon.rules import registrations as rules
from hackathon.rules.registrations import DECISIONS, HOLDING, STEPS, Chosen, Mode, State

NOW = datetime(2027, 3, 1, tzinfo=UTC)
STATES = st.sampled_from(list(State))


@given(st.lists(STATES, min_size=1, max_size=40))
def test_only_the_steps_of_the_table_are_taken(wishes):
    state = State.APPLIED
    for wish in wishes:
        if wish in STEPS[state]:
            rules.require_step(state, wish)
            state = wish
        else:
            with pytest.raises(StepNotAllowed):
                rules.require_step(state, wish)
    assert set(STEPS) == set(State)


@given(st.lists(STATES, max_size=30), st.sampled_from(DECISIONS), st.none() | st.integers(0, 10))
def test_a_decision_admits_nobody_beyond_the_free_places(states, target, free):
    fates = rules.fates([Chosen(number, state) for number, state in enumerate(states)], target, free)
    assert [fate.id for fate in fates] == list(range(len(states)))
    new = [fate for fate in fates if fate.after == State.ADMITTED and fate.before not in HOLDING]
    assert free is None or len(new) <= free
    assert all(fate.after is None or fate.after in STEPS[fate.before] for fate in fates)
    full = [fate for fate in fates if fate.why == "full"]
    if full:  # places went to those who came first
        assert len(new) == free
        assert max((fate.id for fate in new), default=-1) < min(fate.id for fate in full)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5))
def test_newcomers_never_overtake_those_who_wait(capacity, held, waiting):
    state = rules.first_state(Mode.OPEN, rules.free_places(capacity, held), waiting)
    assert (state == State.ADMITTED) == (held + waiting < capacity)
    assert rules.first_state(Mode.REVIEWED, 5, 0) == State.APPLIED
    assert rules.first_state(Mode.OPEN, None, 0) == State.ADMITTED


def test_where_organizers_review_only_places_that_were_given_back_are_passed_on():
    assert rules.passed_on(Mode.OPEN, 5, 0) == 5
    assert rules.passed_on(Mode.OPEN, None, 0) is None
    assert rules.passed_on(Mode.REVIEWED, 5, 0) == 0
    assert rules.passed_on(Mode.REVIEWED, 5, 2) == 2
    assert rules.passed_on(Mode.REVIEWED, 0, 2) == 0
    assert rules.passed_on(Mode.REVIEWED, None, 1) == 1


def test_a_captain_is_not_declined_before_the_team_has_another_one():
    [fate] = rules.fates([Chosen(1, State.ADMITTED, "captain")], State.DECLINED, None)
    assert (fate.after, fate.why) == (None, "captain")


def test_an_offer_ends_with_its_hour_and_never_after_submissions_close():
    assert rules.offer_ends(NOW, 24, NOW + timedelta(days=9)) == NOW + timedelta(days=1)
    assert rules.offer_ends(NOW, 24, NOW + timedelta(hours=3)) == NOW + timedelta(hours=3)
    assert rules.has_lapsed(State.OFFERED, NOW, NOW)
    assert not rules.has_lapsed(State.OFFERED, NOW + timedelta(microseconds=1), NOW)
    assert not rules.has_lapsed(State.ADMITTED, NOW, NOW)


def test_a_full_challenge_is_refused_and_one_without_a_limit_never():
    challenge_places.require_challenge_place(None, 900)
    challenge_places.require_challenge_place(3, 2)
    with pytest.raises(ChallengeFull):
        challenge_places.require_challenge_place(3, 3)
