"""Awards: suggested by places, free to depart from them with a reason; never the other way round."""

from __future__ import annotations

import pytest

from hackathon.errors import AwardImpossible, AwardReasonNeeded
from hackathon.rules import awards
from hackathon.rules.awards import Award

PLACES = {10: 1, 11: 2, 12: 3, 13: 4, 14: 5, 15: 6, 16: None}


def test_prizes_are_suggested_from_the_best_place_on():
    found = awards.suggested(PLACES, (1, 2, 2), {})
    assert [(each.project, each.prize) for each in found.awards] == [(10, 1), (11, 2), (12, 2), (13, 3), (14, 3)]
    assert found.shared == ()


def test_a_shared_place_is_pointed_out_and_not_decided():
    found = awards.suggested({10: 1, 11: 2, 12: 2, 13: 4}, (1, 1, 3), {"design": {10: 1, 11: 1}})
    assert [(each.project, each.prize) for each in found.awards] == [(10, 1)]
    assert found.shared == ((2, "", (11, 12)), (None, "design", (10, 11)))


def test_equal_projects_that_get_the_same_prize_need_no_decision():
    found = awards.suggested({10: 1, 11: 2, 12: 2, 13: 4}, (1, 2, 1), {})
    assert [(each.project, each.prize) for each in found.awards] == [(10, 1), (11, 2), (12, 2), (13, 3)]
    assert not awards.departures(found.awards, {10: 1, 11: 2, 12: 2, 13: 4}, {})


def test_the_last_prize_is_not_given_to_one_of_several_equal_projects():
    found = awards.suggested({10: 1, 11: 2, 12: 3, 13: 3}, (1, 1, 1), {})
    assert [each.project for each in found.awards] == [10, 11]
    assert found.shared == ((3, "", (12, 13)),)


def test_a_nomination_is_suggested_to_its_first_place():
    found = awards.suggested(PLACES, (0, 0, 0), {"design": {13: 1, 12: 2}, "empty": {16: None}})
    assert found == awards.Suggestion((Award(13, nomination="design"),), ())


def test_fewer_projects_than_prizes():
    assert [each.prize for each in awards.suggested({1: 1}, (1, 2, 3), {}).awards] == [1]
    assert awards.suggested({}, (1, 2, 3), {}) == awards.Suggestion((), ())


@pytest.mark.parametrize(("given", "departing"), [
    ([Award(10, 1), Award(11, 2), Award(12, 2)], []),
    ([Award(10, 2), Award(11, 2), Award(12, 2)], []),  # the first prize is not given
    ([Award(10, 1), Award(12, 2)], [1]),
    ([Award(11, 1), Award(10, 2)], [0]),
    ([Award(10, 1), Award(10, 3), Award(11, 2)], []),  # one project can have several
    ([Award(16, 3)], [0]),
    ([Award(15), Award(16)], []),  # an award beside the places
    ([Award(13, nomination="design")], []),
    ([Award(12, nomination="design")], [0]),
    ([Award(10, nomination="shared")], [0]),
    ([Award(10, nomination="shared"), Award(11, nomination="shared")], []),
])  # fmt: skip
def test_which_awards_depart_from_the_places(given, departing):
    own = {"design": {13: 1, 12: 2}, "shared": {10: 1, 11: 1, 12: 3}}
    assert awards.departures(given, PLACES, own) == departing


def test_an_award_that_departs_needs_a_reason_and_any_other_does_not():
    awards.require_sound([Award(10, 1), Award(15)], PLACES, {})
    with pytest.raises(AwardReasonNeeded) as refusal:
        awards.require_sound([Award(10, 1), Award(13, 2)], PLACES, {})
    assert refusal.value.details == {"number": 2}
    awards.require_sound([Award(10, 1), Award(13, 2, reason="The only one that runs")], PLACES, {})


@pytest.mark.parametrize("wrong", [Award(99, 1, reason="x"), Award(10, nomination="gone", reason="x")])
def test_an_award_goes_to_a_project_that_takes_part_and_rests_on_what_exists(wrong):
    with pytest.raises(AwardImpossible):
        awards.require_sound([wrong], PLACES, {})
