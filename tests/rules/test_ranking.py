from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.rules import ranking
from hackathon.rules.ranking import Standing
from hackathon.rules.scoring import ProjectScore


def scored(**totals):
    return [
        ProjectScore(int(name[1:]), None if total is None else Fraction(total), 0 if total is None else 3, {})
        for name, total in totals.items()
    ]


def places(scores):
    return [(standing.project, standing.place) for standing in ranking.standings(scores)]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({}, []),
        ({"p1": 5}, [(1, 1)]),
        ({"p1": 5, "p2": 7, "p3": 6}, [(2, 1), (3, 2), (1, 3)]),
        ({"p1": 7, "p2": 7, "p3": 6}, [(1, 1), (2, 1), (3, 3)]),
        ({"p1": 7, "p2": 6, "p3": 6, "p4": 6, "p5": 5}, [(1, 1), (2, 2), (3, 2), (4, 2), (5, 5)]),
        ({"p1": 4, "p2": 4}, [(1, 1), (2, 1)]),
        ({"p1": None, "p2": 0, "p3": None}, [(2, 1), (1, None), (3, None)]),
        ({"p1": None}, [(1, None)]),
    ],
)
def test_places_are_shared_skipped_and_withheld(totals, expected):
    assert places(scored(**totals)) == expected


def test_totals_that_only_round_to_the_same_number_are_not_tied():
    assert places(scored(p1="7.996", p2="8.004")) == [(2, 1), (1, 2)]


def test_totals_that_floats_would_tear_apart_are_tied():
    assert 0.1 + 0.2 != 0.3
    assert places([ProjectScore(1, Fraction(1, 10) + Fraction(2, 10), 3, {}), *scored(p2="0.3")]) == [(1, 1), (2, 1)]


def test_standing_carries_what_explains_the_place():
    means = {"impact": Fraction(9), "pitch": Fraction(6)}
    assert ranking.standings([ProjectScore(4, Fraction(15, 2), 3, means)]) == (
        Standing(project=4, place=1, score=Fraction(15, 2), reviews=3, criterion_means=means),
    )


def test_method_is_named_and_numbered():
    assert (ranking.METHOD, ranking.METHOD_VERSION) == ("mean", 1)


totals = st.none() | st.fractions(0, 10, max_denominator=4)
fields = st.lists(totals, max_size=12).map(
    lambda each: scored(**{f"p{index}": total for index, total in enumerate(each)})
)


@given(fields, st.randoms(use_true_random=False))
def test_order_of_the_input_changes_no_standing(scores, rng):
    assert ranking.standings(rng.sample(scores, len(scores))) == ranking.standings(scores)


@given(fields, st.integers(-5, 5))
def test_adding_a_constant_to_all_totals_changes_no_place(scores, constant):
    moved = [ProjectScore(s.project, None if s.score is None else s.score + constant, s.reviews, {}) for s in scores]
    assert places(moved) == places(scores)


@given(fields)
def test_place_is_one_more_than_the_number_of_better_projects(scores):
    standings = ranking.standings(scores)
    judged = [standing.score for standing in standings if standing.score is not None]
    assert [standing.place for standing in standings] == [
        1 + sum(other > score for other in judged) for score in judged
    ] + [None] * (len(standings) - len(judged))
