"""What a rubric must be like."""

from __future__ import annotations

import pytest

from hackathon.errors import RubricInvalid, ScaleInvalid
from hackathon.rules import rubric


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 1), (1, 2), (1, 5), (0, 10), (1, 20)])
def test_a_scale_begins_at_0_or_1_and_ends_higher(minimum, maximum):
    rubric.require_scale(minimum, maximum)
    assert rubric.scale_is_sound(minimum, maximum)


@pytest.mark.parametrize(("minimum", "maximum"), [(-1, 5), (2, 5), (0, 0), (1, 1), (1, 0), (1, 21)])
def test_other_scales_are_refused(minimum, maximum):
    assert not rubric.scale_is_sound(minimum, maximum)
    with pytest.raises(ScaleInvalid):
        rubric.require_scale(minimum, maximum)


def test_a_scale_that_cannot_be_read_is_not_sound():
    assert not rubric.scale_is_sound(None, 5)
    assert not rubric.scale_is_sound(1, None)


@pytest.mark.parametrize(("number", "accepted"), [(0, False), (1, True), (20, True), (21, False)])
def test_a_rubric_has_at_least_one_criterion_and_at_most_twenty(number, accepted):
    if accepted:
        rubric.require_number_of_criteria(range(number))
    else:
        with pytest.raises(RubricInvalid):
            rubric.require_number_of_criteria(range(number))
