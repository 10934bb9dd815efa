"""When results may be published, and how their numbers are written."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import JudgingStillOpen
from hackathon.rules import publication
from tests.rules.test_schedule import AUTUMN as SCHEDULE

CLOSES = SCHEDULE.judging_closes
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize("moment", [SCHEDULE.submissions_open, SCHEDULE.judging_opens, CLOSES - TICK])
def test_results_are_not_published_while_a_judge_can_change_a_mark(moment):
    with pytest.raises(JudgingStillOpen) as refusal:
        publication.require_judging_over(SCHEDULE, moment)
    assert refusal.value.details == {"moment": CLOSES}


@pytest.mark.parametrize("moment", [CLOSES, CLOSES + TICK])
def test_results_may_be_published_from_the_closing_tick_on(moment):
    publication.require_judging_over(SCHEDULE, moment)


@pytest.mark.parametrize(("exact", "shown"), [
    ("64/15", "4.27"), ("1/3", "0.33"), ("2/3", "0.67"), ("5/1", "5.00"), ("1/200", "0.01"), ("1/201", "0.00"),
    ("799/200", "4.00"), ("0/1", "0.00"), ("2001/200", "10.01"),
])
def test_numbers_are_shown_with_two_decimals_and_halves_go_up(exact, shown):
    assert publication.rounded(exact) == Decimal(shown)
    assert str(publication.rounded(exact)) == shown


@given(st.fractions(min_value=0, max_value=100))
def test_an_exact_number_survives_being_written(value):
    assert Fraction(publication.exact(value)) == value


@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_the_sum_of_marks_comes_back_from_the_mean(marks):
    mean = publication.exact(Fraction(sum(marks), len(marks)))
    assert publication.sum_of_marks(mean, len(marks)) == sum(marks)
