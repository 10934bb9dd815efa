"""Moments of scanning, codes, and the order of names in seven languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hackathon.errors import EventSessionInvalid, EventSessionNotYet
from hackathon.rules import attendance, badge_codes
from hackathon.rules.alphabets import sort_key
from hackathon.rules.typed_lists import Known, Left, sorted_out

START = datetime(2026, 11, 20, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("claimed", "is_kept"), [
    (START, True), (START - timedelta(hours=12), True), (START - timedelta(hours=12, minutes=1), False),
    (START + timedelta(hours=5), True), (START + timedelta(hours=5) + MINUTE, False), (None, False),
])
def test_the_moment_of_scanning_is_kept_unless_it_cannot_be_true(claimed, is_kept):
    received = START + timedelta(hours=5)
    assert attendance.kept_moment(claimed, received, START) == (claimed if is_kept else received)


def test_a_moment_older_than_three_days_is_not_believed():
    received = START + timedelta(days=3) + MINUTE
    assert attendance.kept_moment(START, received, START) == received
    assert attendance.kept_moment(START + MINUTE, received, START) == START + MINUTE


def test_a_list_entered_later_stands_for_the_session_itself():
    end = START + timedelta(hours=2)
    moments = [attendance.listed_moment(START, end, START + delta) for delta in (-MINUTE, MINUTE, timedelta(days=1))]
    assert moments == [START, START + MINUTE, end]


def test_check_in_begins_half_a_day_before_and_sessions_have_an_end():
    attendance.require_open(START, START - timedelta(hours=12))
    with pytest.raises(EventSessionNotYet):
        attendance.require_open(START, START - timedelta(hours=12) - MINUTE)
    for end in (START, START - MINUTE, START + timedelta(days=15)):
        with pytest.raises(EventSessionInvalid):
            attendance.require_times(START, end)
    assert attendance.may_undo(START, START + 15 * MINUTE)
    assert not attendance.may_undo(START, START + 16 * MINUTE)


@pytest.mark.parametrize(("typed", "code"), [
    ("7k3m9-qxa2b", "7K3M9QXA2B"), (" 7K3M9 QXA2B ", "7K3M9QXA2B"), ("7К3М9–QХА2В", "7K3M9QXA2B"),
    ("7K3M9QXA2", ""), ("7K3M9QXA2O", ""), ("https://evil.example/", ""), ("", ""), ("\x00" * 500, ""),
])
def test_a_code_is_understood_however_it_was_typed(typed, code):
    assert badge_codes.normalized(typed) == code


def test_a_code_is_printed_in_two_groups():
    assert badge_codes.shown("7K3M9QXA2B") == "7K3M9-QXA2B"


@pytest.mark.parametrize(("language", "names"), [
    ("ru", ["Абаев", "Әуезов", "Борисов", "Ёлкин", "Жуков", "Қасымов", "Щукин", "Adams"]),
    ("kk", ["Ахметов", "Әуезов", "Есенов", "Ёлкин", "Касымов", "Қасымов", "Ораз", "Өтеген", "Ұлан", "Үсен", "Ілияс"]),
    ("ky", ["Нурлан", "Ңурлан", "Осмонов", "Өмүров", "Усен", "Үсөн"]),
    ("tg", ["Икром", "Ӣкром", "Йигит", "Умар", "Ӯмар", "Холов", "Ҳоҷӣ", "Чума", "Ҷумъа", "Шариф"]),
    ("uz", ["Olim", "Umid", "Zafar", "Oʻktam oʻgʻli", "Gʻani", "Sherzod", "Choriyev", "Абаев"]),
    ("tk", ["Car", "Çary", "Daýanç", "Dovran", "Şöhrat", "Ýazgeldi", "Zöhre"]),
    ("en", ["Álvarez", "Brown", "van der Berg", "Абаев"]),
])
def test_names_stand_in_the_order_of_the_alphabet(language, names):
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == names


KNOWN = [
    Known(1, "7K3M9QXA2B", "a@x.kz", ("әуезов мұхтар омарханұлы", "auezov mukhtar")),
    Known(2, "AAAAABBBBB", "b@x.kz", ("о'ктам ali vali", "o'ktam ali")),
    Known(3, "CCCCCDDDDD", "c@x.kz", ("әуезов марат", "auezov marat")),
]


@pytest.mark.parametrize(("line", "fits"), [
    ("7k3m9-qxa2b", 1), ("a@x.kz", 1), ("әуезов мұ.", 1), ("мұхтар әуезов", 1), ("auezov mar", 3), ("o'ktam", 2),
    ("әуезов м.", Left.SEVERAL), ("әуезов м.о.", 1), ("әуез", Left.NOBODY), ("...", Left.NOBODY),
    ("x@x.kz", Left.NOBODY), ("o'ktam ali ali", Left.NOBODY),
])
def test_a_typed_line_means_one_person_or_is_left(line, fits):
    left = [(line, fits)] if isinstance(fits, Left) else []
    assert sorted_out([(line, line)] * 2, KNOWN) == ([] if left else [fits], left * 2)
