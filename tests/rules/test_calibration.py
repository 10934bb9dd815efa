"""Whole events against reference values, degenerate ones, and what may not change a score."""

import csv
import json
import warnings
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.rules import calibration
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

REFERENCE = Path(__file__).parent / "reference"
TEN = Scale(1, 10)
TWO = Rubric((Criterion("idea", 60), Criterion("pitch", 40)))


def reference(name):
    expected = json.loads((REFERENCE / f"{name}_expected.json").read_text(encoding="utf-8"))
    cards = defaultdict(dict)
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            cards[row["team"], row["judge"]][row["criterion"]] = int(row["score"])
    rubric = Rubric(tuple(Criterion(key, Fraction(str(weight))) for key, weight in expected["weights"].items()))
    return [Card(*key, marks) for key, marks in cards.items()], rubric, Scale(*expected["scale"]), expected


@pytest.mark.parametrize("name", ["event1_small", "event2_rogue", "event3_missing_disconnected"])
def test_reference_event_is_scored_as_expected(name):
    *event, expected = reference(name)
    found = calibration.calibrate(*event)
    assert list(found.reviews.projects) == expected["teams"]
    assert found.scores == pytest.approx(np.array(expected["score"]), abs=0.02)
    assert np.array(found.draws.interval()) == pytest.approx(
        np.array([expected["rank_lo"], expected["rank_hi"]]), abs=1)
    assert found.draws.among_first(1) == pytest.approx(np.array(expected["p_best"]), abs=0.05)
    assert found.leniency == pytest.approx(np.array(expected["judge_leniency_beta"]), abs=0.02)
    assert np.log(found.reading.reliability) == pytest.approx(
        np.log(expected["judge_noise_variance_multiplier"]), abs=0.02)
    assert found.reading.alike == pytest.approx(expected["p_all_judges_equally_reliable"], abs=0.01)
    assert found.groups == (2 if "disconnected" in name else 1)


def one(project, judge, *marks):
    return Card(project, judge, dict(zip(("idea", "pitch"), marks, strict=False)))


def grid(projects, judges, mark):
    return [one(p, j, *mark(p, j)) for p in range(projects) for j in range(judges)]


DEGENERATE = {
    "one review in all": [one("a", "x", 7, 8)],
    "two projects and one judge": [one("a", "x", 7, 8), one("b", "x", 3, 4)],
    "one project and two judges": [one("a", "x", 7, 8), one("a", "y", 3, 4)],
    "a judge with one review": [*grid(4, 2, lambda p, j: (p + 2 * j + 1, 5)), one(0, 9, 10, 10)],
    "all marks equal": grid(5, 3, lambda p, j: (6, 6)),
    "all marks at the top": grid(5, 3, lambda p, j: (10, 10)),
    "all marks at the bottom": grid(5, 3, lambda p, j: (1, 1)),
    "unequal numbers of equal marks": [one(p, j, 6, 6) for p in range(4) for j in range(p + 1)],
    "one constant judge": grid(5, 3, lambda p, j: (5, 5) if j == 0 else (p + j + 1, 2 + p)),
    "judges that agree exactly": grid(6, 3, lambda p, j: (p + 2, 8 - p)),
    "judges that agree exactly in steps": grid(6, 3, lambda p, j: (p + 1 + j, p + 1 + j)),
    "disconnected groups": [one(p, p % 2, 2 + p, 9 - p) for p in range(6)],
    "every judge with projects of his own": [one(p, p, 2 + p, 9 - p) for p in range(6)],
    "missing criteria": [one("a", "x", 7), Card("a", "y", {"pitch": 3}), one("b", "x", 5, 9), one("b", "y", 4)],
    "a criterion never marked": [one(p, j, 3 + p + j) for p in range(4) for j in range(3)],
    "two opposite judges": grid(6, 2, lambda p, j: (2 + p, 2 + p) if j else (9 - p, 9 - p)),
    "only ends of the scale": grid(6, 3, lambda p, j: ((1, 10) if (p + j) % 2 else (10, 1))),
    "more judges than projects": grid(2, 12, lambda p, j: (1 + (p * 5 + j * 3) % 10, 4)),
}


def calibrate_strictly(*event):
    with warnings.catch_warnings(), np.errstate(divide="raise", over="raise", invalid="raise"):
        warnings.simplefilter("error")
        return calibration.calibrate(*event)


def check_sound(found):
    projects = len(found.reviews.projects)
    low, high = found.draws.interval()
    assert np.isfinite(found.scores).all()
    assert np.isfinite(found.outlying).all()
    assert np.isfinite(found.leniency).all()
    assert np.isfinite(found.reading.reliability).all()
    assert (low >= 1).all()
    assert (low <= high).all()
    assert (high <= projects).all()
    assert found.draws.among_first(1).sum() == pytest.approx(1)
    assert found.draws.among_first(3).sum() == pytest.approx(min(3, projects))


@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_event_is_scored_without_warning(name):
    check_sound(calibrate_strictly(DEGENERATE[name], TWO, TEN))


@pytest.mark.parametrize("name", ["all marks equal", "all marks at the top", "all marks at the bottom",
                                  "unequal numbers of equal marks"])
def test_equal_marks_give_equal_scores_and_say_nothing_of_ranks(name):
    found = calibrate_strictly(DEGENERATE[name], TWO, TEN)
    assert np.ptp(found.scores) < 1e-9
    low, high = found.draws.interval()
    assert (low == 1).all()
    assert (high == len(low)).all()


def test_judge_with_one_review_is_neither_strict_nor_unreliable():
    found = calibrate_strictly(DEGENERATE["a judge with one review"], TWO, TEN)
    assert found.reading.reliability[found.reviews.judges.index(9)] == 1


def test_two_cards_of_a_judge_for_a_project_are_refused():
    with pytest.raises(ValueError, match="two cards"):
        calibration.calibrate([one("a", "x", 7, 8), one("a", "x", 6, 8)], TWO, TEN)


def test_card_without_a_mark_is_no_review():
    cards = [*DEGENERATE["missing criteria"], one("c", "x"), Card("d", "y", {"idea": None})]
    found = calibration.calibrate(cards, TWO, TEN)
    assert found.reviews.projects == ("a", "b")
    assert found.reviews.counts.tolist() == [2, 2]


def test_strict_judge_is_corrected():
    cards = [one(p, j, *(4 + p - 3 * (j == 0),) * 2) for p in range(6) for j in range(4) if p % 4 != j]
    found = calibration.calibrate(cards, TWO, TEN)
    assert found.leniency[0] == found.leniency.min() < -0.5
    assert found.scores.argsort().tolist() == list(range(6))


def test_probabilities_of_a_pair_sum_to_one():
    found = calibration.calibrate(DEGENERATE["one constant judge"], TWO, TEN)
    assert found.draws.above(0)[4] + found.draws.above(4)[0] == pytest.approx(1)
    assert found.draws.above(4)[0] > 0.9


@st.composite
def events(draw):
    projects, judges = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    pairs = [(p, j) for p in range(projects) for j in range(judges)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=24, unique=True))
    mark = st.integers(1, 10)
    return [one(p, j, *draw(st.lists(mark, min_size=1, max_size=2))) for p, j in chosen]


by_property = settings(max_examples=60)


@by_property
@given(events())
def test_every_event_is_scored_soundly(cards):
    check_sound(calibrate_strictly(cards, TWO, TEN))


@by_property
@given(events(), st.randoms(use_true_random=False))
def test_order_of_the_cards_changes_nothing(cards, rng):
    expected, found = (calibration.calibrate(each, TWO, TEN) for each in (cards, rng.sample(cards, len(cards))))
    assert found.scores.tolist() == expected.scores.tolist()
    assert found.draws.ranks.tolist() == expected.draws.ranks.tolist()


@by_property
@given(events(), st.permutations(range(7)), st.permutations(range(5)))
def test_names_change_no_score(cards, projects, judges):
    expected = scores(calibration.calibrate(cards, TWO, TEN))
    renamed = [replace(card, project=projects[card.project], judge=judges[card.judge]) for card in cards]
    found = scores(calibration.calibrate(renamed, TWO, TEN))
    assert {projects[name]: score for name, score in expected.items()} == pytest.approx(found, abs=1e-6)


@by_property
@given(events(), st.integers(-20, 20))
def test_adding_a_constant_to_all_marks_changes_no_order(cards, constant):
    expected = scores(calibration.calibrate(cards, TWO, TEN))
    moved = [replace(card, marks={key: mark + constant for key, mark in card.marks.items()}) for card in cards]
    found = scores(calibration.calibrate(moved, TWO, Scale(1 + constant, 10 + constant)))
    assert {name: score + constant for name, score in expected.items()} == pytest.approx(found, abs=1e-6)


def scores(found):
    return dict(zip(found.reviews.projects, found.scores.tolist(), strict=True))


def test_other_marks_draw_other_random_numbers():
    seeds = {calibration.calibrate(DEGENERATE[name], TWO, TEN).reviews.seed for name in DEGENERATE}
    assert len(seeds) == len(DEGENERATE)
