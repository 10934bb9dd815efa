from datetime import UTC, datetime, timedelta

import pytest

from hackathon.accounts import authenticator
from hackathon.rules import codes, offices
from hackathon.rules.permissions import Actor

# RFC 6238, appendix B (SHA-1): the key is the ASCII text "12345678901234567890"; of its eight digits apps show six.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = {
    59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037",
    20000000000: "65353130",
}  # fmt: skip
NOW = datetime.fromtimestamp(1111111109, UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_codes_are_those_of_the_standard(seconds, code):
    step = codes.step_at(datetime.fromtimestamp(seconds, UTC))
    assert authenticator.code_at(SECRET, step) == code[-6:]


def step_of(typed, now=NOW, last=0):
    return codes.matching_step(typed, now, last, lambda step: authenticator.code_at(SECRET, step))


def test_a_code_counts_half_a_minute_early_and_late_and_no_longer():
    late = [step_of("081804", NOW + timedelta(seconds=seconds)) is not None for seconds in (-60, -30, 0, 30, 60)]
    assert late == [False, True, True, True, False]


def test_a_code_and_all_older_ones_count_once():
    used = step_of("081804")
    assert used == codes.step_at(NOW)
    before = authenticator.code_at(SECRET, used - 1)
    after = authenticator.code_at(SECRET, used + 1)
    assert [step_of(code, last=used) for code in ("081804", before, after)] == [None, None, used + 1]


@pytest.mark.parametrize("typed", ["", "000000", "81804", "0818040", "٠٨١٨٠٤", "x", "ы" * 6])
def test_nonsense_is_no_code(typed):
    assert step_of(codes.normal(typed)) is None


def test_blanks_hyphens_and_case_are_only_for_reading():
    assert [codes.normal(typed) for typed in (" 081 804 ", "ABCD-efgh jkmn-pqrs")] == ["081804", "abcdefghjkmnpqrs"]


def test_recovery_codes_are_long_and_are_not_taken_for_codes_of_an_app():
    drawn = iter(codes.LETTERS * 2)
    code = codes.recovery_code(lambda letters: next(drawn))
    assert code == "abcd-efgh-jkmn-pqrs"
    assert [codes.is_of_app(codes.normal(each)) for each in (code, "081804")] == [False, True]
    assert len(codes.LETTERS) ** (codes.GROUPS * codes.GROUP) > 2**78


def test_an_office_is_what_changes_other_peoples_things():
    some = frozenset({1})
    held = [Actor(1, is_administrator=True), Actor(1, organizer_of=some), Actor(1, chair_of=some, judge_of=some)]
    assert [offices.holds_office(each) for each in held] == [True] * 3
    assert [offices.holds_office(offices.without_office(each)) for each in held] == [False] * 3
    assert offices.without_office(held[2]).judge_of == some
    assert not offices.holds_office(Actor(1, judge_of=some, captain_of=some, registered_in=some))


def test_ten_minutes_after_the_password_it_is_asked_again():
    given = [None, NOW - timedelta(minutes=10), NOW - timedelta(minutes=9, seconds=59)]
    assert [offices.is_recent(moment, NOW) for moment in given] == [False, False, True]
