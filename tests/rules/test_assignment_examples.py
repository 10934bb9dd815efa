"""Small deals whose right answer can be seen with a pencil."""

import pytest

from hackathon.rules import assignment
from hackathon.rules.assignment import Docket

seeds = pytest.mark.parametrize("seed", range(12))
RING = [(1, 101), (2, 101), (2, 102), (3, 102), (3, 103), (4, 103), (4, 104), (5, 104), (5, 105), (1, 105)]


@seeds
def test_hole_goes_to_a_judge_who_has_not_met_the_others(seed):
    docket = Docket(range(101, 107), range(1, 6), 2, existing=[*RING, (1, 106)])
    (dealt,) = assignment.deal(docket, seed=seed).new
    assert dealt in {(3, 106), (4, 106)}


@seeds
def test_hole_goes_to_a_judge_who_joins_two_groups(seed):
    two_groups = [(1, 101), (2, 101), (2, 102), (3, 102), (4, 103), (5, 103), (1, 104)]
    docket = Docket(range(101, 105), range(1, 6), 2, existing=two_groups)
    (dealt,) = assignment.deal(docket, seed=seed).new
    assert dealt in {(4, 104), (5, 104)}


@seeds
def test_hole_goes_to_the_lightest_judge_even_of_the_same_university(seed):
    docket = Docket([101, 102, 103], [1, 2, 3], 2, existing=[(1, 101), (2, 101), (1, 102), (2, 102), (1, 103)])
    soft = Docket(docket.projects, docket.judges, 2, docket.existing, soft={(3, 103)})
    assert assignment.deal(soft, seed=seed).new == ((3, 103),)


@seeds
def test_three_soft_conflicts_are_accepted_rather_than_uneven_loads(seed):
    allowed = {(1, 101), (2, 101), (2, 102), (3, 102), (3, 103), (4, 103), (4, 104)}
    hard = {(judge, project) for judge in range(1, 5) for project in range(101, 105)} - allowed
    docket = Docket(range(101, 105), range(1, 5), 1, hard=hard, soft={(1, 101), (2, 102), (3, 103)})
    assert assignment.deal(docket, seed=seed).new == ((1, 101), (2, 102), (3, 103), (4, 104))


@seeds
def test_soft_conflicts_are_avoided_where_a_chain_of_three_hands_can_do_it(seed):
    docket = Docket([101, 102, 103], [1, 2, 3], 1, soft={(1, 101), (1, 103), (2, 101), (2, 102), (3, 102), (3, 103)})
    assert assignment.deal(docket, seed=seed).new == ((1, 102), (2, 103), (3, 101))


@seeds
def test_only_free_judge_frees_himself_for_a_project_that_nobody_else_may_see(seed):
    hard = {(2, 101), (2, 102)}
    docket = Docket([101, 102, 103, 104], [1, 2], 1, hard=hard)
    assert assignment.deal(docket, seed=seed).new == ((1, 101), (1, 102), (2, 103), (2, 104))


@seeds
def test_every_judge_sees_every_project_when_as_many_reviews_are_wanted(seed):
    deal = assignment.deal(Docket(range(12), range(5), 5), seed=seed)
    assert deal.new == tuple((judge, project) for judge in range(5) for project in range(12))


@seeds
def test_judge_who_left_keeps_the_reviews_he_gave_and_gets_no_more(seed):
    docket = Docket([101, 102], [1, 2], 2, existing=[(9, 101)])
    deal = assignment.deal(docket, seed=seed)
    assert sorted(project for _, project in deal.new) == [101, 102, 102]
    assert {judge for judge, _ in deal.new} == {1, 2}
