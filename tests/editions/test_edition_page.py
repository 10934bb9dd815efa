"""The page of one edition."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hackathon.db import Localized
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements


def page(client, edition, language="en"):
    return client.get(f"/{edition.key}/?lang={language}")


def test_edition_shows_rules_prizes_partners_and_contact(app, client):
    edition = factories.edition(
        rules=Localized(en="Be **fair**"),
        prizes=Localized(en="A golden cup"),
        partners=[{"name": "Recyclers of Oskemen", "url": "https://recyclers.example"}],
        contact_name="Aigerim", contact_email="ask@example.kz",
    )
    answer = page(client, edition)
    text = text_of(answer)
    for words in ("Be fair", "A golden cup", "Recyclers of Oskemen", "Aigerim", "ask@example.kz"):
        assert words in text
    assert "<strong>fair</strong>" in answer.text
    assert 'href="https://recyclers.example" rel="noopener nofollow ugc"' in answer.text


def test_edition_shows_its_dates_in_its_own_zone_with_the_offset(app, client, set_clock):
    set_clock(datetime(2027, 3, 1, 12, 0, tzinfo=UTC))
    edition = factories.edition(
        time_zone="Asia/Almaty", submissions_close=datetime(2027, 3, 12, 18, 59, tzinfo=UTC),
        judging_opens=datetime(2027, 3, 12, 19, 0, tzinfo=UTC), judging_closes=datetime(2027, 3, 20, tzinfo=UTC),
    )
    assert "23:59, 12 March 2027, Almaty, UTC+5" in text_of(page(client, edition))
    assert "23:59, 12 марта 2027 г., Алматы, UTC+5" in text_of(page(client, edition, "ru"))


def test_edition_shows_html_and_script_in_markdown_as_text(app, client):
    edition = factories.edition(rules=Localized(en="<script>alert(1)</script> [x](javascript:alert(1))"))
    answer = page(client, edition)
    assert "<script>alert" not in answer.text
    assert "javascript:alert" not in answer.text.replace("[x](javascript:alert(1))", "")


def test_edition_marks_a_text_that_exists_only_in_another_language(app, client):
    edition = factories.edition(rules=Localized(ru="Играйте честно"), main_language="ru")
    answer = page(client, edition)
    assert 'lang="ru"' in answer.text
    assert "(Русский)" in text_of(answer)
    assert "Играйте честно" in text_of(answer)


def test_edition_does_not_exist_for_those_who_may_not_see_it(app, client, new_client):
    hidden = factories.edition(Stage.HIDDEN)
    assert page(client, hidden).status_code == 404
    assert client.get("/kz-2099/").status_code == 404
    assert page(new_client().sign_in(factories.user()), hidden).status_code == 404
    assert page(new_client().sign_in(factories.organizer(hidden)), hidden).status_code == 200


@pytest.mark.parametrize(
    ("who", "stage", "first"),
    [
        ("visitor", Stage.REGISTRATION, "Create an account"),
        ("visitor", Stage.ANNOUNCED, "Read the challenges"),
        ("visitor", Stage.RESULTS, "See the results"),
        ("user", Stage.REGISTRATION, "Register"),
        ("user", Stage.JUDGING, "Read the challenges"),
        ("student", Stage.REGISTRATION, "Go to your team"),
        ("student", Stage.SUBMISSIONS, "Go to your project"),
        ("judge", Stage.JUDGING, "Go on scoring"),
    ],
)
def test_edition_says_what_this_reader_can_do_now(app, new_client, who, stage, first):
    edition = factories.edition(stage)
    people = {"user": lambda: factories.user(), "student": lambda: factories.student(edition),
              "judge": lambda: factories.judge(edition)}
    browser = new_client()
    if who in people:
        browser.sign_in(people[who]())
    text = text_of(page(browser, edition))
    assert text.split("What you can do now ")[1].startswith(first)


def test_edition_hides_small_numbers_of_people(app, client):
    edition = factories.edition()
    for _ in range(4):
        factories.student(edition)
    assert "fewer than 5 Registered" in _stats(page(client, edition))
    factories.student(edition)
    assert "5 Registered" in _stats(page(client, edition))


def _stats(answer):
    """Give the numbers as they are read, each before its label."""
    words = text_of(answer).split("Numbers ")[1].split(" Rules")[0]
    label, _, rest = words.partition(" ")
    return f"{rest.split(' Teams')[0]} {label}"


def test_edition_shows_the_criteria_with_their_share(app, client):
    text = text_of(page(client, factories.edition()))
    for words in ("Impact 50 %", "Novelty 30 %", "Clarity 20 %", "impact level 5"):
        assert words in text


def test_edition_page_needs_as_many_statements_for_thirty_people_as_for_one(app, client):
    edition = factories.edition()
    factories.submitted_project(factories.team(edition, 1))
    page(client, edition)
    with count_statements() as for_one:
        page(client, edition)
    for _ in range(29):
        factories.submitted_project(factories.team(edition, 1))
    with count_statements() as for_thirty:
        page(client, edition)
    assert len(for_thirty) == len(for_one)
