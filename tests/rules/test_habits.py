"""Organizers learn how judges mark once there is enough to say, and which cards to look at again."""

from __future__ import annotations

import random

import pytest

from hackathon.rules.habits import FEWEST_SHARED, habits_of
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC, SCALE = Rubric((Criterion("impact", 1), Criterion("craft", 1))), Scale(1, 10)


def card(project, judge, mark):
    mark = max(1, min(10, round(mark)))
    return Card(project, judge, {"impact": mark, "craft": mark})


def jury(projects=12, shifts=(0, 0, -2, 0)):
    """Judges see everything; each gives the truth, a small error, and a habit."""
    rng = random.Random(5)
    return [card(project, judge, 3 + project % 5 + rng.choice((-1, 0, 0, 1)) + shift)
            for project in range(projects) for judge, shift in enumerate(shifts)]


def test_a_strict_judge_is_described_in_points_with_an_interval():
    found = habits_of(jury(), RUBRIC, SCALE)
    strict = next(habit for habit in found.judges if habit.judge == 2)
    assert strict.low < strict.strictness < strict.high
    assert strict.strictness == pytest.approx(1.5, abs=0.7)
    assert strict.low > 0
    others = [habit for habit in found.judges if habit.judge != 2]
    assert all(habit.strictness < strict.strictness - 1 for habit in others)
    assert strict.cards == strict.shared == 12
    assert 0.3 < strict.spread < 3


def test_a_card_far_from_the_others_stands_out_with_its_distance():
    cards = jury(shifts=(0, 0, 0, 0))
    cards[9] = card(cards[9].project, cards[9].judge, 10)
    cards[8:12] = [cards[9] if each is cards[9] else card(each.project, each.judge, 3) for each in cards[8:12]]
    outlier, = habits_of(cards, RUBRIC, SCALE).outliers
    assert (outlier.judge, outlier.project) == (cards[9].judge, cards[9].project)
    assert 3 < outlier.points < 8


def test_nothing_is_said_before_there_is_enough():
    assert not habits_of([], RUBRIC, SCALE).says_something
    few = habits_of(jury(projects=FEWEST_SHARED - 1), RUBRIC, SCALE)
    assert not few.says_something
    assert few.outliers == ()
    assert [habit.cards for habit in few.judges] == [FEWEST_SHARED - 1] * 4
    alone = [card(project, project % 2, 5) for project in range(20)]
    assert not habits_of(alone, RUBRIC, SCALE).says_something


def test_a_judge_with_few_shared_cards_is_not_described_beside_others():
    cards = [*jury(), card(0, 9, 1), card(1, 9, 1), *(card(100 + number, 9, 1) for number in range(9))]
    found = habits_of(cards, RUBRIC, SCALE)
    newcomer = next(habit for habit in found.judges if habit.judge == 9)
    assert (newcomer.cards, newcomer.shared, newcomer.strictness) == (11, 2, None)
    assert 9 not in {outlier.judge for outlier in found.outliers}
