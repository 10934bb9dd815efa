from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import MarkOutsideScale, WeightsInvalid
from hackathon.rules import scoring
from hackathon.rules.scoring import Card, Criterion, ProjectScore, Rubric

RUBRIC = Rubric((Criterion("impact", 50), Criterion("novelty", 30), Criterion("pitch", 20)))


def card(project, judge, *marks):
    return Card(project, judge, dict(zip(["impact", "novelty", "pitch"], marks, strict=False)))


def test_composite_is_what_a_pocket_calculator_gives():
    assert scoring.composite(card(1, 1, 8, 6, 7), RUBRIC) == Fraction("7.2")


def test_weights_that_do_not_sum_to_a_hundred_count_by_proportion():
    thirds = Rubric((Criterion("impact", 1), Criterion("novelty", 1), Criterion("pitch", 1)))
    assert scoring.composite(card(1, 1, 1, 2, 2), thirds) == Fraction(5, 3)


@pytest.mark.parametrize("marks", [(), (8,), (8, 6), (8, None, 7)])
def test_card_with_a_mark_missing_has_no_composite(marks):
    assert scoring.composite(card(1, 1, *marks), RUBRIC) is None


def test_mark_of_zero_is_a_mark():
    assert scoring.composite(card(1, 1, 0, 0, 0), RUBRIC) == 0


def test_mark_for_a_criterion_outside_the_rubric_does_not_count():
    assert scoring.composite(Card(1, 1, {"impact": 8, "novelty": 6, "pitch": 7, "charm": 1}), RUBRIC) == Fraction("7.2")


def test_rubric_without_criteria_scores_nothing():
    assert scoring.composite(card(1, 1, 8, 6, 7), Rubric(())) is None


def test_project_score_is_the_mean_of_its_finished_cards():
    cards = [card(1, 1, 8, 6, 7), card(1, 2, 10, 10, 10), card(1, 3, 1, 1), card(2, 1, 5, 5, 5)]
    means = {"impact": Fraction(9), "novelty": Fraction(8), "pitch": Fraction(17, 2)}
    assert scoring.project_scores([1, 2, 3], cards, RUBRIC) == (
        ProjectScore(1, Fraction("8.6"), 2, means),
        ProjectScore(2, Fraction(5), 1, {"impact": 5, "novelty": 5, "pitch": 5}),
        ProjectScore(3, None, 0, {}),
    )


def test_thirds_are_exact():
    cards = [card(1, judge, mark, mark, mark) for judge, mark in enumerate([7, 8, 8])]
    assert scoring.project_scores([1], cards, RUBRIC)[0].score == Fraction(23, 3)


marks = st.integers(0, 100)
weights = st.lists(st.integers(1, 100), min_size=1, max_size=6)


@st.composite
def rubrics_and_cards(draw):
    criteria = tuple(Criterion(f"c{index}", weight) for index, weight in enumerate(draw(weights)))
    rows = draw(st.lists(st.lists(marks, min_size=len(criteria), max_size=len(criteria)), min_size=1, max_size=6))
    cards = [Card(1, judge, {c.key: m for c, m in zip(criteria, row, strict=True)}) for judge, row in enumerate(rows)]
    return Rubric(criteria), cards


@given(rubrics_and_cards(), st.randoms(use_true_random=False))
def test_order_of_judges_and_criteria_changes_nothing(given_cards, rng):
    rubric, cards = given_cards
    shuffled = Rubric(tuple(rng.sample(rubric.criteria, len(rubric.criteria))))
    assert scoring.project_scores([1], cards, rubric) == scoring.project_scores(
        [1], rng.sample(cards, len(cards)), shuffled
    )


@given(rubrics_and_cards(), st.integers(2, 7))
def test_weights_times_a_factor_change_nothing(given_cards, factor):
    rubric, cards = given_cards
    scaled = Rubric(tuple(Criterion(criterion.key, criterion.weight * factor) for criterion in rubric.criteria))
    assert scoring.project_scores([1], cards, rubric) == scoring.project_scores([1], cards, scaled)


@given(rubrics_and_cards(), st.integers(-50, 50))
def test_adding_a_constant_to_all_marks_adds_it_to_the_score(given_cards, constant):
    rubric, cards = given_cards
    moved = [Card(c.project, c.judge, {key: mark + constant for key, mark in c.marks.items()}) for c in cards]
    before, after = (scoring.project_scores([1], each, rubric)[0].score for each in (cards, moved))
    assert after == before + constant


@given(rubrics_and_cards())
def test_score_lies_between_the_lowest_and_the_highest_mark(given_cards):
    rubric, cards = given_cards
    given_marks = [mark for each in cards for mark in each.marks.values()]
    assert min(given_marks) <= scoring.project_scores([1], cards, rubric)[0].score <= max(given_marks)


@pytest.mark.parametrize("value", [1, 2, 9, 10, 10.0])
def test_whole_marks_on_the_scale_are_accepted(value):
    mark = scoring.require_mark_in_scale(value, 1, 10)
    assert (mark, type(mark)) == (int(value), int)


@pytest.mark.parametrize(
    "value",
    [0, 11, -1, 10**400, True, False, 0.999, 1.5, 10.5, float("nan"), float("inf"), float("-inf"), "7", b"7", None, [7]]
    + [Decimal(7), Decimal("nan"), Fraction(7), 7 + 0j],
)
def test_anything_else_is_no_mark(value):
    with pytest.raises(MarkOutsideScale) as refusal:
        scoring.require_mark_in_scale(value, 1, 10)
    assert refusal.value.details == {"minimum": 1, "maximum": 10}


@pytest.mark.parametrize("weights", [[1], [20, 20, 60], [1, 1, 1], (30, 5), [50, 0], [0, 0, 1]])
def test_whole_weights_are_accepted_with_one_above_zero(weights):
    scoring.require_weights(weights)


@pytest.mark.parametrize("weights", [
    [], [0], [0, 0], [50, -50], [50, 0.5], [50, True], [50, None], [50, "50"], [float("nan")],
])  # fmt: skip
def test_other_weights_are_refused(weights):
    with pytest.raises(WeightsInvalid):
        scoring.require_weights(weights)
