"""A judge in a loud hall: thumb, keyboard, saved without a button, and all of it without JavaScript."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hackathon.db import db
from hackathon.judging.models import Scorecard
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.clients import afresh

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # the main job scores in a browser on both


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def judge(edition):
    person = factories.judge(edition)
    for number in range(2):
        texts = {"description": "# Idea\n\nJars.", "title": f"P{number}"}
        factories.assignment(factories.submitted_project(factories.team(edition), **texts), person)
    return person


def sign_in(page, person):
    page.goto("/accounts/sign-in")
    page.fill("input[name=email]", person.email)
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def stored():
    afresh()
    card = db.session.scalar(select(Scorecard))
    return {mark.criterion_id: mark.value for mark in card.marks} if card else {}


def test_marks_by_keyboard_are_saved_without_a_button(page, edition, judge):
    first, second, third = (criterion.id for criterion in edition.round.criteria)
    sign_in(page, judge)
    page.goto(f"/{edition.key}/judging/")
    page.click("text=Score this project")
    page.focus(f"#c{first}-0")
    page.keyboard.press("4")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    page.wait_for_selector("[data-save-state].is-saved:has-text('Saved')")
    assert stored() == {first: 4, second: 2}
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.click(f"label:has(#c{third}-4)")
    assert stored() == {first: 4, second: 2, third: 5}
    assert "clarity level 5" in page.inner_text(f"fieldset:has(#c{third}-4) .chosen-anchor")


def test_a_long_scale_is_filled_in_with_the_keyboard(page, app):
    edition = factories.edition(Stage.JUDGING, scale_min=0, scale_max=100)
    person = factories.judge(edition)
    project = factories.submitted_project(factories.team(edition))
    factories.assignment(project, person)
    first, second = (criterion.id for criterion in edition.round.criteria[:2])
    sign_in(page, person)
    page.goto(f"/{edition.key}/judging/{project.id}")
    page.focus(f"#c{first}")
    page.keyboard.type("87")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("9")
    page.wait_for_selector("[data-save-state].is-saved:has-text('Saved')")
    assert stored() == {first: 87, second: 9}


def test_scoring_on_a_phone_without_javascript(new_page, edition, judge):
    page = new_page(javascript=False, width=360)
    sign_in(page, judge)
    page.goto(f"/{edition.key}/judging/")
    page.click("text=Score this project")
    for criterion in edition.round.criteria:
        page.click(f"label:has(#c{criterion.id}-3)")
    page.fill("textarea[name=comment_to_team]", "Well counted")
    page.click("main button:has-text('Finish')")
    page.wait_for_url(f"**/{edition.key}/judging/")
    assert "1 of 2 finished" in page.inner_text("main")
    assert list(stored().values()) == [4, 4, 4]


@pytest.mark.parametrize("width", [360])
def test_judges_pages_are_accessible_and_fit(new_page, edition, judge, width):
    page = new_page(width=width)
    sign_in(page, judge)
    for link in ("text=Score this project", "text=conflict of interest with this project"):
        page.goto(f"/{edition.key}/judging/") if link == "text=Score this project" else None
        assert_axe_clean(page)
        assert_no_sideways_scrolling(page)
        page.click(link)
    assert_axe_clean(page)
    assert_no_sideways_scrolling(page)
