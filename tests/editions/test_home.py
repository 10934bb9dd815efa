"""The series' home page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hackathon import clock
from hackathon.db import Localized
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements


def test_home_names_five_countries_also_without_any_edition(client):
    text = text_of(client.get("/?lang=en"))
    names = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
    assert [name for name in names if name not in text] == []
    assert text.count("To be announced") == 5


@pytest.mark.parametrize(
    ("stage", "badge", "next_step"),
    [
        (Stage.ANNOUNCED, "Announced", "Registration opens"),
        (Stage.REGISTRATION, "Registration is open", "Submissions open"),
        (Stage.SUBMISSIONS, "Submissions are open", "Registration closes"),
        (Stage.JUDGING, "The jury is scoring", "Judging closes"),
        (Stage.RESULTS, "Results are published", "See who won"),
    ],
)
def test_home_says_the_stage_and_what_happens_next(app, client, stage, badge, next_step):
    factories.edition(stage, country="TJ", title=Localized(en="Hackathon of Tajikistan"))
    text = text_of(client.get("/?lang=en"))
    assert "Hackathon of Tajikistan" in text
    assert badge in text
    assert next_step in text


def test_home_shows_a_date_in_the_zone_of_its_own_edition(app, client):
    at_noon = clock.now().replace(hour=6, minute=0) + timedelta(days=3)
    factories.edition(Stage.ANNOUNCED, country="KG", time_zone="Asia/Bishkek", registration_opens=at_noon)
    assert "12:00" in text_of(client.get("/?lang=en"))
    assert "Bishkek, UTC+6" in text_of(client.get("/?lang=en"))


def test_home_hides_an_edition_that_is_not_announced_from_all_but_its_own_people(app, client, new_client):
    hidden = factories.edition(Stage.HIDDEN, title=Localized(en="Secret hackathon"))
    organizer, judge = factories.organizer(hidden), factories.judge(hidden)
    stranger = factories.organizer(factories.edition())
    assert "Secret hackathon" not in text_of(client.get("/?lang=en"))
    assert "Secret hackathon" not in text_of(new_client().sign_in(stranger).get("/?lang=en"))
    for person in (organizer, judge, factories.administrator()):
        assert "Secret hackathon" in text_of(new_client().sign_in(person).get("/?lang=en"))


def test_home_offers_an_account_to_visitors_only(app, client, new_client):
    assert "/accounts/sign-up" in client.get("/").text
    assert "/accounts/sign-up" not in new_client().sign_in(factories.user()).get("/").text


def test_home_needs_as_many_statements_for_thirty_editions_as_for_one(app, client):
    factories.edition()
    with count_statements() as for_one:
        client.get("/")
    for _ in range(29):
        factories.edition()
    with count_statements() as for_thirty:
        client.get("/")
    assert len(for_thirty) == len(for_one)


def test_privacy_and_rules_can_be_read_by_everybody(client):
    assert client.get("/privacy").status_code == 200
    assert client.get("/rules").status_code == 200
