"""The helper that fills in forms behaves as a browser does: other tests rest on it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.support.forms import find_form, send, text_of

PAGE = """
<header><form method="post" action="/out"><input type="hidden" name="csrf_token" value="h"></form></header>
<main><p>Hello <b>you</b></p>
<form method="post" id="edit" action="save?x=1">
  <input type="hidden" name="csrf_token" value="t"><input name="title" value="Old &amp; gold">
  <input type="checkbox" name="agree" value="yes" checked><input type="checkbox" name="extra" value="1">
  <input type="radio" name="mark" value="1"><input type="radio" name="mark" value="2" checked>
  <input name="gone" value="x" disabled>
  <select name="city"><option value="a">A</option><option value="b" selected>B</option></select>
  <select name="many" multiple><option value="1" selected>1</option><option value="2">2</option></select>
  <textarea name="text">
line</textarea>
  <button name="go" value="draft">Save</button><button name="go" value="final">Submit</button>
</form></main>
<input form="edit" name="outside" value="o">
"""


class Recorder:
    def post(self, url, data):
        return url, data


def answer(html=PAGE):
    return SimpleNamespace(get_data=lambda as_text: html)


def test_what_is_not_touched_goes_back_as_it_came():
    url, data = send(Recorder(), "/a/b", find_form(answer()), {})
    assert url == "/a/save?x=1"
    assert data == {
        "csrf_token": ["t"], "title": ["Old & gold"], "agree": ["yes"], "mark": ["2"], "city": ["b"], "many": ["1"],
        "text": ["line"], "outside": ["o"],
    }


def test_changes_ticks_and_buttons_are_sent():
    changes = {"title": "New", "agree": False, "extra": True, "mark": "1", "city": "a", "many": ["1", "2"]}
    _, data = send(Recorder(), "/", find_form(answer(), "edit"), changes, press="go=final", extra={"role": "admin"})
    assert data == {
        "csrf_token": ["t"], "title": ["New"], "extra": ["1"], "mark": ["1"], "city": ["a"], "many": ["1", "2"],
        "text": ["line"], "outside": ["o"], "go": ["final"], "role": ["admin"],
    }


@pytest.mark.parametrize("changes", [{"role": "admin"}, {"city": "c"}, {"mark": "3"}, {"gone": "y"}])
def test_what_the_page_does_not_offer_cannot_be_filled_in(changes):
    with pytest.raises(AssertionError):
        send(Recorder(), "/", find_form(answer()), changes)


def test_a_form_is_found_by_a_part_of_its_action():
    assert find_form(answer(), "/out").names == ["csrf_token"]
    with pytest.raises(AssertionError, match="0 forms fit"):
        find_form(answer(), "nothing")


def test_words_of_a_page_are_those_of_main():
    assert text_of(answer("<header>Menu</header><main> Hello <b>you</b>\n all</main>")) == "Hello you all"
