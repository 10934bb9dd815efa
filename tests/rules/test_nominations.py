"""Nominations: own projects, own weights, the round's method and ties."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hackathon.errors import NominationInvalid, WeightsInvalid
from hackathon.rules import methods, nominations
from hackathon.rules.nominations import Nomination
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

RUBRIC = Rubric((Criterion("impact", 60), Criterion("novelty", 40), Criterion("design", 0)), "in_order")
SCALE = Scale(1, 5)


def card(project, judge, impact, novelty, design):
    return Card(project, judge, {"impact": impact, "novelty": novelty, "design": design})


CARDS = [card(1, "a", 5, 5, 1), card(1, "b", 4, 4, 2), card(2, "a", 3, 3, 5), card(2, "b", 3, 2, 4),
         card(3, "a", 2, 2, 3), card(3, "b", 2, 2, 3)]


def ranked(method, *wanted, rubric=RUBRIC, cards=CARDS):
    return nominations.rankings(method, wanted, cards, rubric, SCALE)


def places(ranking):
    return {line.project: line.place for line in ranking.lines}


def test_a_criterion_without_weight_in_the_round_decides_a_nomination():
    found, = ranked(methods.MEAN, Nomination("design", {"design": 1}, (1, 2, 3)))
    assert [(line.project, line.place, line.score) for line in found.lines] == [
        (2, 1, Fraction(9, 2)), (3, 2, Fraction(3)), (1, 3, Fraction(3, 2))]
    assert places(methods.rank(methods.MEAN, (1, 2, 3), CARDS, RUBRIC, SCALE)) == {1: 1, 2: 2, 3: 3}


@pytest.mark.parametrize("method", methods.METHODS)
def test_only_its_own_projects_have_places_in_a_nomination(method):
    found, = ranked(method, Nomination("some", {"impact": 1}, (2, 3, 9)))
    assert places(found) == {2: 1, 3: 2, 9: None}
    assert all(1 <= line.lo <= line.hi <= 2 for line in found.lines if line.lo is not None)


def test_strictness_of_judges_is_known_from_all_cards_of_the_round():
    strict = [card(project, "strict", mark - 2, mark - 2, 3) for project, mark in ((4, 4), (5, 5), (6, 3), (1, 4))]
    kind = [card(project, "kind", mark, mark, 3) for project, mark in ((4, 4), (5, 5), (6, 3), (2, 4))]
    wanted = Nomination("two", {"impact": 1, "novelty": 1}, (1, 2))
    alone, = ranked(methods.CALIBRATED, wanted, cards=[strict[3], kind[3]])
    together, = ranked(methods.CALIBRATED, wanted, cards=strict + kind)
    gap = [abs(found.lines[0].score - found.lines[1].score) for found in (alone, together)]
    assert gap[1] < gap[0] / 2


def test_a_field_that_is_read_once_gives_the_numbers_of_each_ranking_alone():
    weights = {"impact": 6, "novelty": 4}
    wanted = [Nomination("all", weights, (1, 2, 3)), Nomination("few", weights, (3, 1))]
    together = ranked(methods.CALIBRATED, *wanted)
    assert together == [ranked(methods.CALIBRATED, each)[0] for each in wanted]
    assert together[0].lines == methods.rank(methods.CALIBRATED, (1, 2, 3), CARDS, RUBRIC, SCALE).lines


def test_a_criterion_that_weighs_nothing_changes_no_digit_of_the_round():
    without = Rubric(RUBRIC.criteria[:2], RUBRIC.ties)
    for method in methods.METHODS:
        found = [methods.rank(method, (1, 2, 3), CARDS, rubric, SCALE) for rubric in (RUBRIC, without)]
        assert found[0] == found[1]


def test_a_criterion_that_weighs_nothing_breaks_no_tie():
    cards = [card(1, "a", 3, 3, 5), card(2, "a", 3, 3, 1)]
    assert places(methods.rank(methods.MEAN, (1, 2), cards, RUBRIC, SCALE)) == {1: 1, 2: 1}


def test_ties_follow_the_rules_of_the_round():
    cards = [card(1, "a", 4, 2, 3), card(2, "a", 2, 4, 3)]
    equal = Nomination("equal", {"impact": 1, "novelty": 1}, (1, 2))
    assert places(ranked(methods.MEAN, equal, cards=cards)[0]) == {1: 1, 2: 2}
    shared = Rubric(RUBRIC.criteria, "shared")
    assert places(ranked(methods.MEAN, equal, cards=cards, rubric=shared)[0]) == {1: 1, 2: 1}


def test_nobody_has_a_place_without_a_card():
    found, = ranked(methods.CALIBRATED, Nomination("none", {"design": 1}, (7, 8)), cards=[])
    assert places(found) == {7: None, 8: None}
    assert [line["score"] for line in nominations.numbers(found)] == [None, None]


def test_who_stands_in_a_nomination():
    groups = {1: "water", 2: "heat", 3: None}
    assert nominations.standing_in("all", (), groups) == (1, 2, 3)
    assert nominations.standing_in("challenges", ["heat"], groups) == (2,)
    assert nominations.standing_in("picked", [3, 1, 99], groups) == (1, 3)


@pytest.mark.parametrize(("weights", "kind", "members", "refusal"), [
    ({"a": 0}, "all", (), WeightsInvalid), ({}, "all", (), WeightsInvalid),
    ({"a": -1, "b": 2}, "all", (), WeightsInvalid),
    ({"a": 1}, "picked", (), NominationInvalid), ({"a": 1}, "challenges", [], NominationInvalid),
    ({"a": 1}, "whoever", [1], NominationInvalid),
])  # fmt: skip
def test_what_no_nomination_can_be(weights, kind, members, refusal):
    with pytest.raises(refusal):
        nominations.require_sound(weights, kind, members)
