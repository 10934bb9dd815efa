"""Numbers below five stay hidden, also from whoever subtracts what is shown."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from hackathon.rules.suppression import LEAST, is_small, shown_groups, shown_table

cells = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), max_size=6)


def possible(total, shown):
    """Give every way to fill the hidden cells, each with somebody in it, that adds up to the total."""
    hidden = [key for key, count in shown.items() if count is None]
    rest = total - sum(count for count in shown.values() if count is not None)
    ways = product(range(1, rest + 1), repeat=len(hidden) - 1) if hidden else ()
    return [(*way, rest - sum(way)) for way in ways if rest - sum(way) >= 1]


@given(cells)
def test_no_small_number_is_shown_and_every_other_one_is_true(counts):
    total, shown = shown_table(counts)
    assert set(shown) <= {key for key, count in counts.items() if count}
    assert all(count is None or (count == counts[key] and not is_small(count)) for key, count in shown.items())
    assert total in (None, sum(counts.values()))
    assert not (total and is_small(total))


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 6), max_size=5))
def test_what_is_hidden_cannot_be_worked_out(counts):
    total, shown = shown_table(counts)
    hidden = [key for key, count in shown.items() if count is None]
    if total is None or not hidden:
        return
    assert len(hidden) > 1
    assert sum(counts[key] for key in hidden) >= LEAST
    ways = possible(total, shown)
    for column in zip(*ways, strict=True):
        assert len(set(column)) > 1, "one value alone fits"


@given(st.dictionaries(st.sampled_from("xyz"), cells.filter(bool), max_size=3))
def test_parts_of_a_group_never_add_up_to_a_hidden_group(groups):
    for _, (whole, parts) in shown_groups(groups).items():
        hidden = [key for key, count in parts.items() if count is None]
        if whole is None:
            assert len(hidden) == len(parts)
        elif hidden:
            missing = whole - sum(count for count in parts.values() if count is not None)
            assert missing >= LEAST
            assert len(hidden) > 1


def test_examples():
    assert shown_table({"women": 12, "men": 20, "other": 3}) == (35, {"women": None, "men": 20, "other": None})
    assert shown_table({"women": 12, "men": 20, "other": 0}) == (32, {"women": 12, "men": 20})
    assert shown_table({"women": 1, "men": 3}) == (None, {"women": None, "men": None})
    assert shown_table({"women": 4, "men": 4, "other": 30}) == (38, {"women": None, "men": None, "other": 30})
    assert shown_table({"men": 7}) == (7, {"men": 7})
    assert shown_table(dict.fromkeys("abcde", 1)) == (5, {})
