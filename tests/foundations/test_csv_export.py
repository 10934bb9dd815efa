"""Tables for spreadsheet programs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hackathon.web.csv_export import csv_text, neutral


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 701", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "－1", "\u00a0=1", "\x00=1"]
)
def test_a_cell_that_would_run_as_a_formula_becomes_text(text):
    assert neutral(text) == "'" + text.replace("\x00", "")


@pytest.mark.parametrize("text", ["Ким", "a=b", "1-2", "https://example.org/?a=-1", "", "ʻ"])
def test_other_text_stays_as_it_is(text):
    assert neutral(text) == text


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell():
    assert [neutral(value) for value in (-1, 0, 2.5, None)] == [-1, 0, 2.5, ""]
    assert neutral(Decimal("-1")) == "'-1"


def test_a_table_begins_with_a_byte_order_mark_and_quotes_what_needs_it():
    text = csv_text(["Name", "Mark"], [['Ким, "А"', 5], ["two\nlines", None]])
    assert text == '\ufeffName,Mark\r\n"Ким, ""А""",5\r\n"two\nlines",\r\n'
