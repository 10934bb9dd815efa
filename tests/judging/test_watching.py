"""Organizers watch a jury at work: a map of progress, and how judges mark."""

from __future__ import annotations

import pytest

from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.sql import count_statements


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


def handed_in(edition, number):
    return [factories.submitted_project(factories.team(edition)) for _ in range(number)]


def address(edition, page=""):
    return f"/{edition.key}/organize/judging/{page}"


def a_jury_at_work(edition, projects=8):
    """The third judge is strict, and gave one project far more than everybody else."""
    people, made = [factories.judge(edition) for _ in range(3)], handed_in(edition, projects)
    for number, project in enumerate(made):
        for judge, person in enumerate(people):
            mark = 2 + number % 3 - (judge == 2)
            factories.scorecard(project, person, [5 if (number, judge) == (0, 2) else mark] * 3)
    return people, made


def test_the_watching_page_leads_to_map_and_habits(organizer, edition):
    page = organizer.get(address(edition)).text
    assert address(edition, "map") in page
    assert address(edition, "habits") in page


def test_habits_say_that_there_is_too_little_at_first(organizer, edition):
    text = forms.text_of(organizer.get(address(edition, "habits")))
    assert "There are too few cards to say anything" in text
    person, made = factories.judge(edition), handed_in(edition, 2)
    for project in made:
        factories.scorecard(project, person)
    text = forms.text_of(organizer.get(address(edition, "habits")))
    assert "2 finished cards" in text
    assert person.name not in text


def test_habits_name_strictness_and_the_card_that_differs(organizer, edition):
    people, made = a_jury_at_work(edition, 30)
    page = organizer.get(address(edition, "habits"))
    text = forms.text_of(page)
    strict = text.split(people[2].name)[1]
    assert "Stricter by" in strict.split("Cards that differ")[0]
    assert "points above what the others and this judge's habit predict" in text
    assert f'href="{address(edition, f"projects/{made[0].id}")}"' in page.text


def test_only_organizers_see_habits(new_client, edition):
    person = factories.judge(edition)
    assert new_client().sign_in(person).get(address(edition, "habits")).status_code == 403
    assert new_client().sign_in(factories.administrator()).get(address(edition, "habits")).status_code == 200


def test_the_map_says_in_words_who_has_done_what(organizer, edition):
    person, (done, begun, waiting) = factories.judge(edition), handed_in(edition, 3)
    factories.scorecard(done, person)
    factories.scorecard(begun, person, status="draft", finished_at=None)
    factories.assignment(waiting, person)
    page = organizer.get(address(edition, "map"))
    assert 'aria-label="1 finished, 1 begun, 1 not begun"' in page.text
    assert f"<title>{begun.title}: begun</title>" in page.text
    own = forms.text_of(page).split(person.name)[1]
    assert own.index(done.title) < own.index(begun.title) < own.index(waiting.title)
    assert "0 with enough reviews, 1 with too few, 2 without" in forms.text_of(page)


def test_an_empty_map_says_so(organizer, edition):
    assert "Nothing to show yet" in forms.text_of(organizer.get(address(edition, "map")))


@pytest.mark.parametrize("page", ["map", "habits"])
def test_statements_do_not_grow_with_the_jury(organizer, edition, page):
    a_jury_at_work(edition, 5)
    organizer.get(address(edition, page))
    with count_statements() as for_few:
        organizer.get(address(edition, page))
    a_jury_at_work(edition, 15)
    with count_statements() as for_many:
        organizer.get(address(edition, page))
    assert len(for_few) == len(for_many)


@pytest.mark.backends("sqlite")  # what a page looks like has no database in it
@pytest.mark.browser
@pytest.mark.parametrize("width", [360])
def test_pages_fit_on_a_phone_and_are_accessible(app, new_page, width):
    edition = factories.edition(Stage.JUDGING)
    a_jury_at_work(edition, 12)
    person = factories.organizer(edition)
    page = new_page(width=width)
    page.goto("/accounts/sign-in")
    page.fill("[name=email]", person.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main button[type=submit]")
    for name in ("map", "habits", "deal"):
        page.goto(address(edition, name))
        assert_axe_clean(page)
        assert_no_sideways_scrolling(page)
