import pytest

from hackathon.rules.conflicts import Conflict, Entry, Reader, Shortage, conflict_reason, shortages

JUDGE, UNIVERSITY = 7, 30
READER = Reader(JUDGE, (UNIVERSITY, "physics"), frozenset({"en", "ru"}), frozenset({5}))


@pytest.mark.parametrize(
    ("members", "mentors", "homes", "declared", "expected"),
    [
        ([1, 2], [3], [(31, "physics")], [8], None),
        ([1, 7], [3], [(31, "")], [8], Conflict.MEMBER),
        ([1, 2], [7], [(31, "")], [8], Conflict.MENTOR),
        ([1, 2], [3], [(31, "")], [7], Conflict.DECLARED),
        ([1, 2], [3], [(31, ""), (30, "physics")], [8], Conflict.SAME_FACULTY),
        ([1, 2], [3], [(31, ""), (30, "law")], [8], Conflict.SAME_UNIVERSITY),
        ([7], [7], [(30, "physics")], [7], Conflict.MEMBER),
        ([], [7], [(30, "physics")], [7], Conflict.MENTOR),
        ([], [], [(30, "physics")], [7], Conflict.DECLARED),
        ([], [], [], [], None),
    ],
)
def test_gravest_tie_is_named(members, mentors, homes, declared, expected):
    assert conflict_reason(READER, Entry(members, mentors, homes, declared, "en", 5)) is expected


def test_two_unknown_universities_or_faculties_are_not_the_same():
    assert conflict_reason(Reader(JUDGE, (None, "law")), Entry([1], [], [(None, "law")])) is None
    assert conflict_reason(Reader(JUDGE, (30, "")), Entry([1], [], [(30, "")])) is Conflict.SAME_UNIVERSITY


@pytest.mark.parametrize(
    ("language", "track", "expected"),
    [("en", 5, None), ("kk", 5, Conflict.LANGUAGE), ("ru", 6, Conflict.TRACK), ("kk", 6, Conflict.LANGUAGE),
     ("ru", None, None)],
)
def test_language_and_track_are_asked_after_the_ties(language, track, expected):
    assert conflict_reason(READER, Entry(language=language, track=track)) is expected
    assert conflict_reason(Reader(JUDGE), Entry(language=language, track=track)) is None
    assert conflict_reason(READER, Entry([7], language=language, track=track)) is Conflict.MEMBER


def test_only_ties_of_interest_are_hard():
    assert [conflict for conflict in Conflict if not conflict.is_hard] == [
        Conflict.LANGUAGE, Conflict.TRACK, Conflict.SAME_UNIVERSITY]
    assert [conflict for conflict in Conflict if conflict.is_misfit] == [Conflict.LANGUAGE, Conflict.TRACK]


def test_what_is_short_names_language_or_track_or_both():
    english, russian = Reader(1, languages={"en"}), Reader(2, languages={"ru"}, tracks={5})
    entries = [Entry(language="kk"), Entry(language="kk"), Entry(language="ru", track=6), Entry(language="ru")]
    assert shortages([english, russian], entries, 2) == [
        Shortage("kk", None, 0, 2), Shortage("ru", 6, 0, 1), Shortage("ru", None, 1, 1)]
    assert shortages([english, russian], [Entry(language="en", track=6)], 1) == []
    assert shortages([Reader(1), Reader(2, languages={"ru"}, tracks={5})], [Entry(language="kk", track=6)], 2) == [
        Shortage("kk", 6, 1, 1)]
    assert shortages([Reader(1), Reader(2)], entries, 9) == []
