"""Rounds: who comes into the next one, and what is carried into its scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from hackathon.errors import NothingAdvances, ReasonNeeded, ScheduleOutOfOrder, ScoreMissingForRound
from hackathon.rules import methods, rounds
from hackathon.rules.rounds import Carried
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC, SCALE = Rubric((Criterion("impact", 1),)), Scale(1, 10)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def card(project, judge, mark):
    return Card(project, judge, {"impact": mark})


@pytest.mark.parametrize(("score", "expected"), [(1, 1), (5, 10), (3, Fraction(11, 2)), (Fraction(7, 3), 4)])
def test_a_score_is_translated_from_scale_to_scale(score, expected):
    assert rounds.on_scale(Fraction(score), Scale(1, 5), SCALE) == expected


def test_the_carried_share_is_exact_with_the_plain_mean():
    cards = [card(1, "a", 8), card(1, "b", 9), card(2, "a", 7), card(2, "b", 7)]
    carried = Carried(30, {1: Fraction(5), 2: Fraction(10)})
    found = methods.rank(methods.MEAN, [1, 2], cards, RUBRIC, SCALE, carried)
    assert [(line.project, line.score) for line in found.lines] == [(2, Fraction(79, 10)), (1, Fraction(149, 20))]


def test_a_project_without_a_review_in_this_round_is_not_judged_whatever_it_brought():
    carried = Carried(30, {1: Fraction(5), 2: Fraction(10)})
    for method in methods.METHODS:
        found = methods.rank(method, [1, 2], [card(1, "a", 5)], RUBRIC, SCALE, carried)
        assert [(line.project, line.place) for line in found.lines] == [(1, 1), (2, None)]


def test_carrying_nothing_changes_nothing_and_carrying_alike_changes_no_order():
    cards = [card(project, judge, mark) for project, marks in enumerate([[8, 9, 7], [5, 6, 4], [9, 9, 10], [3, 4, 5]])
             for judge, mark in zip("abc", marks, strict=True)]
    alone = methods.rank(methods.CALIBRATED, range(4), cards, RUBRIC, SCALE)
    same = methods.rank(methods.CALIBRATED, range(4), cards, RUBRIC, SCALE, Carried(0, dict.fromkeys(range(4), 1)))
    alike = Carried(50, dict.fromkeys(range(4), Fraction(4)))
    shifted = methods.rank(methods.CALIBRATED, range(4), cards, RUBRIC, SCALE, alike)
    assert [(each.project, each.score) for each in same.lines] == [(each.project, each.score) for each in alone.lines]
    for before, after in zip(alone.lines, shifted.lines, strict=True):
        assert replace(after, score=before.score) == before
        assert after.score == pytest.approx(before.score / 2 + 2)


def test_a_large_lead_from_the_round_before_shows_in_the_probabilities():
    cards = [card(project, judge, mark) for project, marks in enumerate([[7, 8, 7], [8, 7, 8], [7, 7, 8]])
             for judge, mark in zip("abc", marks, strict=True)]
    lead = Carried(50, {0: Fraction(10), 1: Fraction(2), 2: Fraction(2)})
    first = methods.rank(methods.CALIBRATED, range(3), cards, RUBRIC, SCALE, lead).lines[0]
    assert (first.project, first.lo, first.hi) == (0, 1, 1)
    assert first.p_best > 0.99


def test_who_shares_the_last_place_comes_along():
    assert rounds.first([(1, 1), (2, 2), (3, 2), (4, 4), (5, None)], 2) == {1, 2, 3}


def test_another_choice_than_the_places_needs_a_reason_and_an_empty_one_is_refused():
    rounds.require_choice({1, 2}, {2, 1}, "")
    rounds.require_choice({1, 3}, {1, 2}, "The team of 2 cannot travel.")
    with pytest.raises(ReasonNeeded):
        rounds.require_choice({1, 3}, {1, 2}, "")
    with pytest.raises(NothingAdvances):
        rounds.require_choice(set(), {1}, "Nobody")


def test_a_project_without_a_score_cannot_carry_a_share_of_it():
    rounds.require_scores([1, 2], {1: "3/1"}, 0)
    with pytest.raises(ScoreMissingForRound):
        rounds.require_scores([1, 2], {1: "3/1", 2: None}, 30)


def test_a_round_begins_when_the_one_before_is_over():
    rounds.require_after(NOON, NOON, NOON + timedelta(hours=1))
    with pytest.raises(ScheduleOutOfOrder):
        rounds.require_after(NOON, NOON - timedelta(seconds=1), NOON + timedelta(hours=1))
    with pytest.raises(ScheduleOutOfOrder):
        rounds.require_after(NOON, NOON, NOON)
