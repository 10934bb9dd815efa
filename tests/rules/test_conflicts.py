import pytest

from hackathon.rules import assignment
from hackathon.rules.assignment import Conflict

JUDGE, UNIVERSITY = 7, 30


@pytest.mark.parametrize(
    ("members", "mentors", "universities", "declared", "expected"),
    [
        ([1, 2], [3], [31], [8], None),
        ([1, 7], [3], [31], [8], Conflict.MEMBER),
        ([1, 2], [7], [31], [8], Conflict.MENTOR),
        ([1, 2], [3], [31], [7], Conflict.DECLARED),
        ([1, 2], [3], [31, 30], [8], Conflict.SAME_UNIVERSITY),
        ([7], [7], [30], [7], Conflict.MEMBER),
        ([], [7], [30], [7], Conflict.MENTOR),
        ([], [], [30], [7], Conflict.DECLARED),
        ([], [], [], [], None),
    ],
)
def test_gravest_tie_is_named(members, mentors, universities, declared, expected):
    assert assignment.conflict_reason(JUDGE, UNIVERSITY, members, mentors, universities, declared) is expected


def test_two_unknown_universities_are_not_the_same():
    assert assignment.conflict_reason(JUDGE, None, [1], [], [None], []) is None


def test_only_the_same_university_is_a_soft_conflict():
    assert [conflict for conflict in Conflict if not conflict.is_hard] == [Conflict.SAME_UNIVERSITY]
