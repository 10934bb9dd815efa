"""The planner says how many judges an event needs, and what is short."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hackathon.rules.planning import Staffing, Workload, staff


def test_an_example_that_a_pocket_calculator_confirms():
    # 40 projects, 3 reviews of 10 minutes each: 1,200 minutes; a judge of two hours does 12 reviews.
    assert staff(Workload(40, 3, 10, 2, judges=8)) == Staffing(
        reviews=120, needed=10, more=2, reviews_each=Fraction(96, 40), minutes_each=150
    )


def test_enough_judges_lack_nothing():
    found = staff(Workload(40, 3, 10, 2, judges=12))
    assert (found.needed, found.more, found.reviews_each, found.minutes_each) == (10, 0, 3, 100)


def test_a_project_needs_different_judges():
    assert staff(Workload(1, 5, 10, 8)).needed == 5
    assert staff(Workload(2, 3, 10, 8, judges=2)).reviews_each == 2


def test_a_review_that_takes_longer_than_a_judge_has_cannot_be_planned():
    found = staff(Workload(10, 3, 90, 1, judges=30))
    assert (found.needed, found.reviews_each) == (None, 0)


def test_nothing_to_judge_needs_nobody():
    assert staff(Workload(0, 3, 10, 2, judges=0)) == Staffing(0, 0, 0, Fraction(0), 0)


@given(st.integers(1, 400), st.integers(1, 6), st.integers(1, 60), st.integers(1, 12))
def test_the_judges_needed_suffice_and_one_fewer_does_not(projects, reviews, minutes, hours):
    needed = staff(Workload(projects, reviews, minutes, hours)).needed
    enough = staff(Workload(projects, reviews, minutes, hours, needed or 0))
    if needed is None:
        return
    assert (enough.more, enough.reviews_each) == (0, reviews)
    fewer = staff(Workload(projects, reviews, minutes, hours, needed - 1))
    assert fewer.more == 1
    assert fewer.reviews_each < reviews
