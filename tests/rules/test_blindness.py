"""Who judges blind, and under which numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from hackathon.errors import JudgingIsBlind
from hackathon.rules import blindness
from hackathon.rules.permissions import Actor

JUDGE = Actor(user_id=1, judge_of=frozenset({7}))


def edition(blind=True, published=None):
    judged = SimpleNamespace(blind=blind)
    return SimpleNamespace(id=7, round=judged, rounds=[judged], round_number=1, results_published_at=published)


def test_judge_of_a_blind_edition_is_refused_until_the_results_are_out():
    with pytest.raises(JudgingIsBlind):
        blindness.require_sight(JUDGE, edition())
    blindness.require_sight(JUDGE, edition(blind=False))
    blindness.require_sight(JUDGE, edition(published=datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("actor", [
    Actor(), Actor(user_id=1, judge_of=frozenset({8})), Actor(user_id=1, member_of=frozenset({7})),
    Actor(user_id=1, judge_of=frozenset({7}), organizer_of=frozenset({7})),
    Actor(user_id=1, judge_of=frozenset({7}), is_administrator=True),
])  # fmt: skip
def test_everybody_else_sees_teams(actor):
    assert not blindness.is_blindfolded(actor, edition())


def test_numbers_have_three_digits_until_most_of_them_are_used():
    def lowest(found):
        return found[0]

    assert blindness.free_number((), lowest) == 100
    assert blindness.free_number({100, 101}, lowest) == 102
    assert blindness.free_number(set(range(100, 639)), lowest) == 639
    assert blindness.free_number(set(range(100, 640)), lowest) == 1000
