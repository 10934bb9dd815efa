import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from hackathon.rules import methods, ranking, scoring
from hackathon.rules.methods import CALIBRATED, MEAN, Method, Ranked
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC = Rubric((Criterion("idea", 60), Criterion("pitch", 40)))
TEN = Scale(1, 10)
CARDS = [
    Card("ants", "x", {"idea": 8, "pitch": 7}),
    Card("ants", "y", {"idea": 9, "pitch": 6}),
    Card("bees", "x", {"idea": 4, "pitch": 5}),
    Card("bees", "y", {"idea": 5, "pitch": 5}),
    Card("cats", "x", {"idea": 6}),
]
PROJECTS = ("ants", "bees", "cats", "dogs")


def ranked(method, cards=CARDS, projects=PROJECTS):
    return methods.rank(method, projects, cards, RUBRIC, TEN)


def test_methods_are_named_and_numbered():
    assert set(methods.METHODS) == {Method("mean", 1), Method("calibrated", 1)}
    assert methods.newest("calibrated") == CALIBRATED
    with pytest.raises(KeyError):
        ranked(Method("calibrated", 2))


def test_mean_is_the_exact_one_and_knows_no_intervals():
    found = ranked(MEAN)
    standings = ranking.standings(scoring.project_scores(PROJECTS, CARDS, RUBRIC))
    assert [(line.project, line.score, line.place, line.reviews) for line in found.lines] == [
        (each.project, each.score, each.place, each.reviews) for each in standings
    ]
    assert found.lines[0] == Ranked("ants", Fraction(77, 10), 1, reviews=2)
    assert found.method == MEAN


def test_calibrated_ranks_what_has_a_mark_and_lists_the_others_last():
    found = ranked(CALIBRATED)
    assert [(line.project, line.place, line.reviews) for line in found.lines] == [
        ("ants", 1, 2), ("cats", 2, 1), ("bees", 3, 2), ("dogs", None, 0),
    ]
    assert found.lines[-1] == Ranked("dogs")
    assert sum(line.p_best or 0 for line in found.lines) == pytest.approx(1)
    assert all(1 <= line.lo <= line.hi <= 3 for line in found.lines[:3])
    assert (found.method, found.groups) == (CALIBRATED, 1)


@pytest.mark.parametrize("method", [MEAN, CALIBRATED])
def test_without_a_review_nothing_is_judged(method):
    assert ranked(method, cards=[Card("ants", "x", {})]).lines == tuple(Ranked(name) for name in PROJECTS)


@pytest.mark.parametrize("method", [MEAN, CALIBRATED])
def test_equal_marks_share_the_first_place(method):
    cards = [Card(project, judge, {"idea": 6, "pitch": 6}) for project in "abc" for judge in "xy"]
    assert [line.place for line in ranked(method, cards, "abc").lines] == [1, 1, 1]


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    twins = [Card(project, judge, {"idea": mark, "pitch": mark}) for judge in "xyz"
             for project, mark in (("a", 9), ("b", 6), ("c", 6), ("d", 3))]
    assert [(line.project, line.place) for line in ranked(CALIBRATED, twins, "abcd").lines] == [
        ("a", 1), ("b", 2), ("c", 2), ("d", 4),
    ]


def test_web_worker_does_not_load_what_only_a_ranking_needs(tmp_path):
    code = "import sys, wsgi; print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2], env={"PATH": os.environ["PATH"], "HACKATHON_INSTANCE": str(tmp_path)},
    )
    assert done.stdout == "[]\n"


def test_the_probability_of_a_border_is_that_of_the_first_ones_being_truly_the_best():
    cards = [Card(project, judge, {"idea": mark, "pitch": mark}) for project, marks in
             {"ants": (9, 9, 9), "bees": (8, 9, 8), "cats": (3, 2, 3), "dogs": (2, 3, 2)}.items()
             for judge, mark in zip("xyz", marks, strict=True)]
    borders = ranked(CALIBRATED, cards).borders
    first = ranked(CALIBRATED, cards).lines[0]
    assert set(borders) == {1, 2, 3}
    assert borders[1] == pytest.approx(first.p_best)
    assert borders[2] > 0.95 > borders[1], "who is first is open, who the first two are is not"
    assert ranked(MEAN, cards).borders == {}


def test_equal_scores_across_a_border_have_no_probability_of_it():
    cards = [Card(project, judge, {"idea": mark, "pitch": mark}) for project, marks in
             {"ants": (7, 7), "bees": (7, 7), "cats": (2, 2)}.items() for judge, mark in zip("xy", marks, strict=True)]
    assert set(ranked(CALIBRATED, cards).borders) == {2}
