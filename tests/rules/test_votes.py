"""A vote of the jury breaks a tie that the declared rules have left, and can be recounted from its counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.errors import NotTied, RankingIncomplete, TiesAreShared, VoteAlreadyHeld
from hackathon.rules import methods, ties, votes
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

SCALE = Scale(1, 5)


def places(rubric: Rubric, projects=(1, 2, 3)) -> dict[int, int]:
    """Rank projects whose marks are all the same."""
    cards = [Card(project, judge, {"a": 3}) for project in projects for judge in ("x", "y")]
    ranking = methods.rank(methods.MEAN, projects, cards, rubric, SCALE)
    return {line.project: line.place for line in ranking.lines}


def rubric(*held: votes.Vote, rule: str = ties.IN_ORDER) -> Rubric:
    return Rubric((Criterion("a", 1),), rule, held)


def test_the_vote_is_the_last_rule_and_orders_what_is_still_equal():
    vote = votes.counted((1, 2, 3), [(3, 1, 2), (3, 2, 1), (1, 3, 2)])
    assert places(rubric(vote)) == {3: 1, 1: 2, 2: 3}


def test_a_vote_without_a_decision_leaves_a_shared_place():
    assert places(rubric(votes.counted((1, 2), [(1, 2), (2, 1)])), (1, 2)) == {1: 1, 2: 1}
    assert places(rubric(votes.counted((1, 2, 3), [(1, 2, 3), (1, 3, 2)]))) == {1: 1, 2: 2, 3: 2}
    assert places(rubric(votes.counted((1, 2, 3), [(1, 2, 3), (2, 1, 3)]))) == {1: 1, 2: 1, 3: 3}


def test_a_part_that_points_leave_equal_is_decided_among_its_own():
    """1 and 2 have five points each against all three; between the two of them alone, 2 was put first twice."""
    vote = votes.counted((1, 2, 3), [(1, 3, 2), (2, 1, 3), (2, 1, 3)])
    assert [vote.points(each, (1, 2, 3)) for each in (1, 2, 3)] == [4, 4, 1]
    assert places(rubric(vote)) == {2: 1, 1: 2, 3: 3}


def test_the_vote_on_three_decides_two_when_one_has_left():
    assert places(rubric(votes.counted((1, 2, 3), [(3, 2, 1)])), (1, 2)) == {2: 1, 1: 2}


def test_a_vote_on_other_projects_or_without_ballots_decides_nothing():
    assert set(places(rubric(votes.counted((1, 2), [(2, 1)]))).values()) == {1}
    assert set(places(rubric(votes.counted((1, 2, 3), []))).values()) == {1}


def test_a_vote_never_overrules_scores():
    cards = [Card(1, "x", {"a": 5}), Card(2, "x", {"a": 4})]
    found = methods.rank(methods.MEAN, (1, 2), cards, rubric(votes.counted((1, 2), [(2, 1)])), SCALE)
    assert [(line.project, line.score) for line in found.lines] == [(1, Fraction(5)), (2, Fraction(4))]


def test_shared_places_stay_shared_where_the_rules_say_so():
    vote = votes.counted((1, 2, 3), [(3, 1, 2)])
    assert set(places(rubric(vote, rule=ties.SHARED)).values()) == {1}


@given(st.lists(st.permutations([4, 7, 9]), max_size=8))
def test_what_is_published_of_a_vote_reads_back_as_the_same_vote(ballots):
    vote = votes.counted((9, 4, 7), ballots)
    assert votes.of_published(votes.as_published(vote)) == vote
    assert sum(vote.points(each, (4, 7, 9)) for each in (4, 7, 9)) == 3 * len(ballots)


@pytest.mark.parametrize("change", [
    {"ballots": 3}, {"ballots": -2}, {"ballots": "2"}, {"projects": [2, 1]}, {"projects": [1, 2, 3]},
    {"before": [[1, 2, 2]]}, {"before": [[1, 2, 1], [2, 1, 2]]}, {"before": [[1, 2, 1], [1, 2, 1]]},
    {"before": [[1, 2, True], [2, 1, 1]]},
])
def test_counts_that_do_not_fit_together_are_no_vote(change):
    written = votes.as_published(votes.counted((1, 2), [(1, 2), (2, 1)]))
    with pytest.raises(ValueError, match="do not fit"):
        votes.of_published({**written, **change})


@pytest.mark.parametrize("ranking", [(), (1,), (1, 1), (1, 2, 3), (1, 4)])
def test_a_ballot_orders_exactly_the_tied_projects(ranking):
    with pytest.raises(RankingIncomplete):
        votes.require_ranking(ranking, (1, 2))
    votes.require_ranking((2, 1), (1, 2))


def test_a_vote_is_held_on_one_whole_tied_group_once():
    votes.require_tie([2, 1], [[1, 2]], shared=False)
    for wanted, groups in (([1], [[1]]), ([1, 2], [[1, 2, 3]]), ([1, 2, 3], [[1, 2]]), ([], [])):
        with pytest.raises(NotTied):
            votes.require_tie(wanted, groups, shared=False)
    with pytest.raises(TiesAreShared):
        votes.require_tie([1, 2], [[1, 2]], shared=True)
    with pytest.raises(VoteAlreadyHeld):
        votes.require_first([1, 2], [votes.counted((1, 2, 3), [(1, 2, 3)])])
    votes.require_first([1, 2], [votes.counted((1, 2), [])])


def test_tied_groups_are_named_best_first():
    assert votes.tied_groups({5: 2, 4: 2, 1: 1, 8: 4, 9: 4, 2: None, 3: None}) == [[4, 5], [8, 9]]
