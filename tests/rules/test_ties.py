"""Ties are broken by declared rules in their order, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hackathon.rules import methods, ties
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC = Rubric((Criterion("impact", 50), Criterion("novelty", 50)))


@dataclass(frozen=True)
class Line:
    project: str
    place: int | None


def card(project, judge, impact, novelty):
    return Card(project, judge, {"impact": impact, "novelty": novelty})


def places(lines, cards):
    return {line.project: line.place for line in ties.broken(lines, cards, RUBRIC)}


def tied(*projects, place=1):
    return [Line(project, place) for project in projects]


def test_the_first_criterion_of_the_rubric_that_differs_decides():
    cards = [card("a", "j", 3, 5), card("b", "j", 5, 3), card("c", "j", 4, 4)]
    assert places(tied("a", "b", "c"), cards) == {"b": 1, "c": 2, "a": 3}


def test_then_the_judges_who_saw_both_decide():
    cards = [card("a", "j", 5, 4), card("b", "j", 4, 4), card("a", "k", 3, 4), card("b", "l", 4, 4)]
    assert places(tied("a", "b"), cards) == {"a": 1, "b": 2}


def test_then_more_first_places_decide():
    """Nobody saw both; three judges had `a` first, while the judge of `b` liked another one more."""
    cards = [card("a", "j", 4, 4), card("b", "k", 4, 4), card("c", "k", 5, 5)]
    assert places([*tied("c"), *tied("a", "b", place=2)], cards) == {"c": 1, "a": 2, "b": 3}


def test_what_no_rule_tells_apart_shares_a_place_and_the_next_one_is_skipped():
    cards = [card("a", "j", 4, 4), card("b", "k", 4, 4), card("c", "j", 1, 1)]
    lines = [*tied("a", "b"), Line("c", 3)]
    assert places(lines, cards) == {"a": 1, "b": 1, "c": 3}


def test_a_part_that_stays_tied_begins_again_with_the_first_rule():
    cards = [card("a", "j", 5, 3), card("b", "k", 5, 3), card("c", "j", 4, 4)]
    cards += [card("b", "j", 4, 2), card("a", "k", 5, 3)]
    found = places(tied("a", "b", "c"), cards)
    assert sorted(found.values()) == [1, 2, 3]
    assert found["a"] == 1


def test_projects_that_were_not_judged_have_no_place():
    assert places([Line("a", 1), Line("x", None), Line("y", None)], [card("a", "j", 1, 1)]) == {
        "a": 1, "x": None, "y": None,
    }


marks = st.integers(1, 3)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("jkl"), marks, marks), max_size=12,
                unique_by=lambda row: row[:2]))
def test_only_equal_scores_are_moved_and_places_stay_the_numbers_of_the_lines(rows):
    cards = [card(*row) for row in rows]
    before = methods.rank(methods.MEAN, "abcd", cards, RUBRIC, Scale(1, 3)).lines
    after = ties.broken(before, cards, RUBRIC)
    score = {line.project: line.score or Fraction(0) for line in before}
    ranked = [line for line in after if line.place is not None]
    assert {line.project for line in after} == set("abcd")
    for number, line in enumerate(ranked, 1):
        better = sum(other.place < line.place for other in ranked)
        assert line.place == better + 1 <= number
    for first, second in zip(ranked, ranked[1:], strict=False):
        assert score[first.project] >= score[second.project]
