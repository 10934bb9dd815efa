"""The practice card: scored first, compared afterwards, counted nowhere."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from hackathon.db import db
from hackathon.judging import queries
from hackathon.judging.models import MarkEntry, Scorecard
from hackathon.judging.models_practice import CalibrationCard, CalibrationExample
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def example(edition):
    return factories.example(edition, required=True, explanation="Four, because **nothing** is measured.")


@pytest.fixture
def judge(edition):
    person = factories.judge(edition)
    factories.assignment(factories.submitted_project(factories.team(edition), title="Real jars"), person)
    return person


@pytest.fixture
def browser(new_client, judge):
    return new_client().sign_in(judge)


@pytest.fixture
def place(edition):
    return f"/{edition.key}/judging/"


@pytest.fixture
def practice(place):
    return f"{place}practice"


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


def marks(edition, *values):
    return {f"c{criterion.id}": str(value) for criterion, value in zip(edition.round.criteria, values, strict=False)}


def cards():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CalibrationCard))


def main_form(client, path):
    return next(each for each in forms.forms_of(client.get(path)) if "title" in each.names)


def test_queue_leads_to_the_practice_card_first(browser, example, place, practice, edition):
    text = forms.text_of(browser.get(place))
    assert text.index("Practice: 1 card before the real ones") < text.index("Real jars")
    assert browser.submit(practice, marks(edition, 4, 3, 2)).status_code == 303
    assert "Practice: 1 card" not in forms.text_of(browser.get(place))


def test_judge_sees_the_spread_only_after_finishing_and_nobody_is_named(
    browser, new_client, example, edition, practice, judge
):
    other = factories.judge(edition, given_name="Otherworldly")
    colleague = new_client().sign_in(other)
    colleague.submit(practice, marks(edition, 5, 5, 5))
    before = forms.text_of(browser.get(practice))
    assert ("How the jury marked it" in before, "nothing is measured" in before) == (False, False)
    browser.submit(practice, marks(edition, 4, 5, 2))
    after = forms.text_of(browser.get(practice))
    assert "Impact 4 (yours): 1 5: 1" in after
    assert "Novelty 5 (yours): 2" in after
    assert "Four, because nothing is measured." in after
    assert "Otherworldly" not in after


def test_incomplete_practice_card_is_refused_with_what_was_typed(browser, example, edition, practice):
    answer = browser.submit(practice, marks(edition, 4))
    assert answer.status_code == 422
    assert "Choose a mark." in forms.text_of(answer)
    assert cards() == 0


@pytest.mark.parametrize("wrong", ["0", "6", "x", "1e3"])
def test_mark_outside_the_scale_is_refused(browser, example, edition, practice, wrong):
    answer = browser.submit(practice, marks(edition, 4, 4), extra={f"c{edition.round.criteria[2].id}": [wrong]})
    assert (answer.status_code, cards()) == (422, 0)


def test_button_pressed_twice_keeps_one_card(new_client, judge, example, edition, practice):
    clients = [new_client().sign_in(judge) for _ in range(2)]
    sheets = [forms.find_form(client.get(practice)) for client in clients]
    given = marks(edition, 3, 3, 3)
    answers = at_once(*[
        lambda client=client, sheet=sheet: forms.send(client, practice, sheet, given)
        for client, sheet in zip(clients, sheets, strict=True)
    ])
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert cards() == 1


def test_required_practice_card_holds_back_the_first_real_one(browser, example, edition, place, practice):
    project = db.session.scalar(select(factories.Project.id))
    url = f"{place}{project}"
    answer = browser.submit(url, marks(edition, 4), form=url)
    assert answer.status_code == 409
    assert "Before the first real scorecard comes the practice card." in forms.text_of(answer)
    assert db.session.scalar(select(Scorecard)) is None
    browser.submit(practice, marks(edition, 4, 3, 2))
    assert browser.submit(url, marks(edition, 4), form=url).status_code == 303


def test_card_that_was_begun_before_the_example_goes_on(browser, edition, place):
    project = db.session.scalar(select(factories.Project.id))
    url = f"{place}{project}"
    browser.submit(url, marks(edition, 4), form=url)
    factories.example(edition, required=True)
    assert browser.submit(url, marks(edition, 5), form=url).status_code == 303


def test_practice_counts_nowhere(browser, organizer, example, edition, practice, place):
    browser.submit(practice, marks(edition, 4, 3, 2))
    assert (queries.finished_cards(), queries.count_scored(), queries.marks_exist()) == ([], 0, False)
    assert db.session.scalar(select(func.count()).select_from(MarkEntry)) == 0
    assert "0 of 1" in forms.text_of(browser.get(place))
    for path in ("", "map", "habits"):
        assert example.title not in forms.text_of(organizer.get(f"/{edition.key}/organize/judging/{path}"))


def test_organizer_writes_the_example_and_sees_the_spread(organizer, browser, edition, practice):
    path = f"/{edition.key}/organize/judging/practice"
    given = {"title": "Cups", "description": "We <b>wash</b> cups", "addresses": "https://example.org/cups\n"}
    assert organizer.submit(path, given, extra={"required": "y"}).status_code == 303
    found = db.session.scalar(select(CalibrationExample))
    assert (found.title, found.links, found.required) == ("Cups", ["https://example.org/cups"], True)
    page = browser.get(practice).get_data(as_text=True)
    assert ("<b>wash</b>" in page, 'href="https://example.org/cups"' in page) == (False, True)
    browser.submit(practice, marks(edition, 4, 3, 2))
    assert "4: 1" in forms.text_of(organizer.get(path))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.kz", "http://", "x.kz", "http://[::1"])
def test_only_links_that_a_browser_opens_are_taken(organizer, edition, link):
    path = f"/{edition.key}/organize/judging/practice"
    answer = organizer.submit(path, {"title": "Cups", "description": "Cups", "addresses": link})
    assert (answer.status_code, db.session.scalar(select(CalibrationExample))) == (422, None)


def test_second_organizer_is_told_of_what_the_first_saved(organizer, example, edition):
    path = f"/{edition.key}/organize/judging/practice"
    form = main_form(organizer, path)
    forms.send(organizer, path, main_form(organizer, path), {"title": "Cups of one"})
    answer = forms.send(organizer, path, form, {"title": "Cups of another"})
    assert answer.status_code == 409
    assert "Cups of one" in forms.text_of(answer)


def test_removed_example_takes_its_cards_along(organizer, browser, example, edition, practice):
    browser.submit(practice, marks(edition, 4, 3, 2))
    path = f"/{edition.key}/organize/judging/practice"
    assert organizer.submit(path, {}, form=f"{path}/remove").status_code == 303
    assert (cards(), browser.get(practice).status_code) == (0, 404)


def test_practice_closes_with_judging(browser, example, edition, practice, set_clock):
    form = forms.find_form(browser.get(practice))
    set_clock(edition.round.judging_closes)
    assert forms.send(browser, practice, form, marks(edition, 1, 1, 1)).status_code == 409
    assert cards() == 0
