from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.errors import NotEnoughJudges
from hackathon.rules import assignment
from hackathon.rules.assignment import Deal, Docket, Feasibility
from hackathon.rules.seating import Seating


def loads(docket, deal):
    kept = set(docket.existing) - set(docket.hard)
    dealt = Counter(judge for judge, _ in [*kept, *deal.new])
    return [dealt[judge] for judge in sorted(docket.judges)]


def reviews(docket, deal):
    kept = set(docket.existing) - set(docket.hard)
    return Counter(project for _, project in [*kept, *deal.new])


def group_count(docket, deal):
    return len(set(Seating(Docket(docket.projects, docket.judges, docket.wanted, deal.new)).groups().values()))


@st.composite
def dockets(draw, max_projects=12, max_judges=8, max_wanted=4):
    """Draw a docket; judge 90 has left and cannot be dealt anything, project 900 is out of the running."""
    projects = list(range(101, 102 + draw(st.integers(0, max_projects - 1))))
    judges = list(range(1, 2 + draw(st.integers(0, max_judges - 1))))
    some = st.sets(st.sampled_from(list(product(judges, projects))), max_size=len(judges) * len(projects) // 2)
    past = st.sets(st.sampled_from(list(product([*judges, 90], [*projects, 900]))), max_size=len(projects))
    return Docket(projects, judges, draw(st.integers(1, max_wanted)), draw(past), draw(some), draw(some))


seeds = st.integers(0, 3)


@given(dockets(), seeds)
def test_deal_never_breaks_a_conflict_and_never_repeats_a_review(docket, seed):
    deal = assignment.deal(docket, seed=seed)
    assert set(deal.new) & (set(docket.hard) | set(docket.existing)) == set()
    assert len(set(deal.new)) == len(deal.new)
    assert {judge for judge, _ in deal.new} <= set(docket.judges)
    assert {project for _, project in deal.new} <= set(docket.projects)


@given(dockets(), seeds)
def test_each_project_gets_the_reviews_wanted_or_every_judge_who_may_and_the_rest_is_told(docket, seed):
    deal = assignment.deal(docket, seed=seed)
    kept = set(docket.existing) - set(docket.hard)
    possible = {p: {j for j, q in kept if p == q} for p in docket.projects}
    for judge, project in set(product(docket.judges, docket.projects)) - set(docket.hard):
        possible[project].add(judge)
    had = Counter(project for _, project in kept)
    expected = {p: max(had[p], min(docket.wanted, len(judges))) for p, judges in possible.items()}
    found = reviews(docket, deal)
    assert {project: found[project] for project in docket.projects} == expected
    assert deal.short == tuple((p, docket.wanted - n) for p, n in expected.items() if n < docket.wanted)


@given(st.integers(1, 30), st.integers(1, 10), st.integers(1, 5), st.data())
def test_loads_differ_by_at_most_one_without_hard_conflicts(projects, judges, wanted, data):
    soft = data.draw(st.sets(st.tuples(st.integers(1, judges), st.integers(1, projects))))
    docket = Docket(range(1, projects + 1), range(1, judges + 1), wanted, soft=soft)
    dealt = loads(docket, assignment.deal(docket, seed=1))
    assert max(dealt) - min(dealt) <= 1


def every_deal(docket):
    """List every deal that gives each project as many reviews as it can have."""
    kept = set(docket.existing) - set(docket.hard)
    options = []
    for project in docket.projects:
        free = [j for j in docket.judges if (j, project) not in docket.hard and (j, project) not in kept]
        gap = max(0, docket.wanted - sum(project == other for _, other in kept))
        options.append([[(j, project) for j in chosen] for chosen in combinations(free, min(gap, len(free)))])
    return [Deal(tuple(pair for part in parts for pair in part), ()) for parts in product(*options)]


def burden(docket, deal):
    return sum(load * load for load in loads(docket, deal)), len(set(deal.new) & set(docket.soft))


@settings(deadline=None)
@given(dockets(max_projects=4, max_judges=4, max_wanted=2), seeds)
def test_no_other_deal_has_evener_loads_or_as_even_ones_with_fewer_soft_conflicts(docket, seed):
    best = min(burden(docket, deal) for deal in every_deal(docket))
    assert burden(docket, assignment.deal(docket, seed=seed)) == best


@settings(deadline=None)
@given(st.integers(1, 14), st.integers(2, 9), st.integers(2, 4), seeds)
def test_judges_are_connected_whenever_there_are_enough_reviews_and_no_conflict(projects, judges, wanted, seed):
    docket = Docket(range(projects), range(judges), min(wanted, judges))
    deal = assignment.deal(docket, seed=seed)
    busy = sum(load > 0 for load in loads(docket, deal))
    if len(deal.new) >= projects + busy - 1:
        assert group_count(docket, deal) == 1


def test_tracks_that_share_no_judge_stay_apart():
    apart = {(judge, project) for judge, project in product(range(6), range(10)) if judge % 2 != project % 2}
    docket = Docket(range(10), range(6), 2, hard=apart)
    assert group_count(docket, assignment.deal(docket, seed=1)) == 2


def test_one_bridge_between_tracks_is_used():
    apart = {(judge, project) for judge, project in product(range(6), range(10)) if judge % 2 != project % 2}
    docket = Docket(range(10), range(6), 3, hard=apart - {(0, 1), (0, 3), (1, 0), (1, 2)})
    assert group_count(docket, assignment.deal(docket, seed=1)) == 1


@pytest.mark.parametrize(("projects", "judges", "wanted"), [(40, 8, 3), (60, 15, 3), (120, 20, 2), (400, 40, 3)])
def test_no_two_judges_meet_much_oftener_than_others(projects, judges, wanted):
    deal = assignment.deal(Docket(range(projects), range(judges), wanted), seed=1)
    panels = [[judge for judge, other in deal.new if other == project] for project in range(projects)]
    meetings = Counter(pair for panel in panels for pair in combinations(sorted(panel), 2))
    pairs = judges * (judges - 1) // 2
    often, rest = divmod(sum(meetings.values()), pairs)
    ideal = (pairs - rest) * often**2 + rest * (often + 1) ** 2
    assert ideal <= sum(count**2 for count in meetings.values()) <= 1.02 * ideal


@given(dockets(), seeds, st.randoms(use_true_random=False))
def test_order_of_the_input_changes_nothing(docket, seed, rng):
    mixed = [rng.sample(sorted(part), len(part)) for part in (docket.projects, docket.judges, docket.existing)]
    shuffled = Docket(mixed[0], mixed[1], docket.wanted, mixed[2], sorted(docket.hard), sorted(docket.soft))
    assert assignment.deal(shuffled, seed=seed) == assignment.deal(docket, seed=seed)


def test_another_seed_gives_another_deal():
    docket = Docket(range(40), range(8), 3)
    assert assignment.deal(docket, seed=1) != assignment.deal(docket, seed=2)


@given(dockets(), seeds, st.data())
def test_declared_conflict_opens_one_hole_that_a_lightest_judge_fills(docket, seed, data):
    deal = assignment.deal(docket, seed=seed)
    seated = sorted({*docket.existing, *deal.new} - set(docket.hard))
    judge, project = data.draw(st.sampled_from([*seated, (1, 101)]))
    again = Docket(docket.projects, docket.judges, docket.wanted, seated, {*docket.hard, (judge, project)}, docket.soft)
    hole = assignment.deal(again, seed=seed)
    assert all(other == project for _, other in hole.new)
    assert len(hole.new) <= 1
    before = Counter(each for each, _ in set(seated) - {(judge, project)})
    free = [j for j in docket.judges if (j, project) not in again.hard and (j, project) not in seated]
    for chosen, _ in hole.new:
        assert before[chosen] == min(before[each] for each in free)


def test_complete_deal_is_left_alone():
    docket = Docket(range(40), range(8), 3)
    done = assignment.deal(docket, seed=1)
    assert assignment.deal(Docket(range(40), range(8), 3, done.new), seed=2) == Deal((), ())


@pytest.mark.parametrize(("projects", "judges"), [([], []), ([], [1]), ([1], [])])
def test_empty_sides_are_dealt_without_complaint(projects, judges):
    assert assignment.deal(Docket(projects, judges, 2), seed=1) == Deal((), tuple((p, 2) for p in projects))


def test_feasibility_says_what_is_short():
    docket = Docket([1, 2, 3, 4, 5], [7, 8, 9], 3, hard={(7, 1), (8, 1), (9, 2)})
    assert assignment.feasibility(docket) == Feasibility(((1, 2), (2, 1)), more_judges=2, reviews_each=Fraction("2.4"))
    with pytest.raises(NotEnoughJudges) as refusal:
        assignment.require_feasible(docket)
    assert refusal.value.details == {"short": ((1, 2), (2, 1)), "more_judges": 2, "reviews_each": Fraction("2.4")}


def test_feasible_docket_lacks_nothing():
    docket = Docket([1, 2], [7, 8, 9], 2, hard={(7, 1)})
    assert assignment.feasibility(docket) == Feasibility((), 0, Fraction(2))
    assignment.require_feasible(docket)


@given(dockets(), seeds)
def test_feasibility_foretells_the_deal(docket, seed):
    assert assignment.feasibility(docket).short == assignment.deal(docket, seed=seed).short


@given(dockets())
def test_adding_the_judges_asked_for_makes_a_docket_feasible(docket):
    more = range(50, 50 + assignment.feasibility(docket).more_judges)
    enlarged = Docket(
        docket.projects, [*docket.judges, *more], docket.wanted, docket.existing, docket.hard, docket.soft
    )
    assignment.require_feasible(enlarged)
