"""The next card goes where it settles most about the prizes, never twice to the same judge, never into a conflict."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import StepNotAllowed
from hackathon.rules import adaptive
from hackathon.rules.adaptive import Aim, Chance, DealMode, Table
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC = Rubric((Criterion("impact", 1),))
SURE, OPEN, LOST = Chance(1.0, 1.0), Chance(0.5, 0.6), Chance(0.0, 0.0)


def aim(wanted=3, prizes=3, **chances):
    return Aim(wanted, prizes, {int(key[1:]): chance for key, chance in chances.items()})


def test_every_project_first_gets_one_review_fewer_than_wanted():
    seats = {project: [] for project in range(10)}
    for turn in range(20):
        judge = turn % 5
        project = adaptive.next_project(judge, Table(seats, {p for p in seats if judge in seats[p]}), aim())
        seats[project].append(judge)
        counts = [len(judges) for judges in seats.values()]
        assert max(counts) - min(counts) <= 1
    assert set(counts) == {2}


def test_then_the_review_goes_where_it_settles_most():
    seats = {1: [7, 8], 2: [7, 8], 3: [7, 8]}
    assert adaptive.next_project(9, Table(seats), aim(p1=SURE, p2=OPEN, p3=LOST)) == 2


def test_worth_is_the_published_formula():
    chances = {5: Chance(0.3, 0.8)}
    assert adaptive.worth_of(Aim(3, 3, chances), 5, 2, 40) == pytest.approx((0.3 * 0.7 + 0.8 * 0.2 / 2) / 3)
    assert adaptive.worth_of(Aim(3, 4, {}), 5, 1, 40) == pytest.approx((1 / 40 * 39 / 40 + 0.1 * 0.9 / 2) / 2)


def test_cards_under_way_count_so_that_a_crowd_spreads():
    seats = {1: [7, 8], 2: [7, 8]}
    near = aim(p1=Chance(0.5, 0.6), p2=Chance(0.45, 0.6))
    first = adaptive.next_project(9, Table(seats), near)
    seats[first].append(9)
    assert adaptive.next_project(10, Table(seats), near) != first


def test_what_was_seen_or_is_in_conflict_is_never_dealt():
    seats = {1: [7, 8], 2: [7, 8]}
    assert adaptive.next_project(7, Table(seats, seen={1, 2}), aim()) is None
    assert adaptive.next_project(9, Table(seats, hard={1}), aim(p1=OPEN, p2=LOST)) == 2
    assert adaptive.next_project(9, Table(seats, hard={1, 2}), aim()) is None
    assert adaptive.next_project(9, Table({}), aim()) is None


def test_the_own_university_is_a_last_resort():
    seats = {1: [], 2: [7, 8]}
    assert adaptive.next_project(9, Table(seats, soft={1}), aim()) == 2
    assert adaptive.next_project(9, Table(seats, seen={2}, soft={1}), aim()) == 1


def test_among_equal_projects_a_judge_meets_new_colleagues():
    seats = {1: [7, 9], 2: [7], 3: [8]}
    assert adaptive.next_project(9, Table(seats, seen={1}), aim()) == 3


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(2, 6))
def test_a_judge_sees_a_project_once_and_gets_every_project_in_the_end(seed, wanted, judges):
    rng = random.Random(seed)
    seats = {project: [] for project in range(6)}
    known = Aim(wanted, 3, {project: Chance(rng.random(), rng.random()) for project in range(3)})
    for _ in range(6 * judges):
        ready = [judge for judge in range(judges) if any(judge not in sitting for sitting in seats.values())]
        judge = rng.choice(ready)
        project = adaptive.next_project(judge, Table(seats, {p for p in seats if judge in seats[p]}), known)
        seats[project].append(judge)
    assert all(Counter(sitting) == Counter(range(judges)) for sitting in seats.values())


def test_a_card_that_comes_back_is_dealt_next():
    seats = {1: [7, 8], 2: [7, 8], 3: [7, 8]}
    known = aim(p1=OPEN, p2=SURE, p3=LOST)
    assert adaptive.next_project(9, Table(seats), known) == 1
    seats[1].append(9)
    seats[1].remove(9)
    assert adaptive.next_project(10, Table(seats), known) == 1


def test_chances_are_those_of_the_calibrated_score():
    cards = [Card(project, judge, {"impact": mark})
             for project, marks in enumerate([(9, 9), (5, 6), (2, 1), (3, 2)]) for judge, mark in enumerate(marks)]
    found = adaptive.chances(cards, RUBRIC, Scale(1, 10), 2)
    assert set(found) == {0, 1, 2, 3}
    assert sum(chance.first for chance in found.values()) == pytest.approx(1)
    assert sum(chance.prize for chance in found.values()) == pytest.approx(2)
    assert found[0].first > 0.5 > found[2].first
    assert adaptive.chances([], RUBRIC, Scale(1, 10), 2) == {}


def test_a_judge_holds_few_cards_and_modes_do_not_mix():
    adaptive.require_room(adaptive.MOST_OPEN - 1)
    with pytest.raises(StepNotAllowed):
        adaptive.require_room(adaptive.MOST_OPEN)
    with pytest.raises(StepNotAllowed):
        adaptive.require_mode("fixed", DealMode.ADAPTIVE)
    assert [adaptive.prize_places(number) for number in (-1, 3, 99)] == [1, 3, adaptive.MOST_PRIZES]
