"""Registering for an edition."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.db import Localized, db
from hackathon.editions.models import Registration
from hackathon.outbox.models import OutgoingEmail
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import find_form, forms_of, send, text_of
from tests.support.races import at_once


def test_register_makes_a_registration_a_letter_and_an_entry_in_the_history(app, client):
    edition = factories.edition(Stage.REGISTRATION, title=Localized(en="Hackathon of reuse", ru="Хакатон"))
    person = factories.user(language="en", email="madina@example.tj")
    client.sign_in(person)
    answer = client.submit(f"/{edition.key}/register")
    assert (answer.status_code, answer.location) == (303, f"/{edition.key}/my-team")
    assert [row.user_id for row in db.session.query(Registration)] == [person.id]
    letters = [(row.recipient, row.subject) for row in db.session.query(OutgoingEmail).filter_by(edition_id=edition.id)]
    assert letters == [("madina@example.tj", "You are registered: Hackathon of reuse")]
    verbs = [row.verb for row in db.session.query(AuditEntry).filter_by(edition_id=edition.id)]
    assert verbs == ["edition.registered"]


def test_letter_is_written_in_the_readers_language_with_the_deadline_in_the_editions_zone(app, client):
    edition = factories.edition(Stage.REGISTRATION, title=Localized(en="Hackathon", ru="Хакатон *звезда*"))
    client.sign_in(factories.user(language="ru"))
    client.submit(f"/{edition.key}/register")
    letter = db.session.query(OutgoingEmail).filter_by(edition_id=edition.id).one()
    assert letter.language == "ru"
    assert "Хакатон *звезда*" in letter.text
    assert "<em>звезда</em>" not in letter.html
    assert "Алматы, UTC+5" in letter.text
    assert f"/{edition.key}/my-team" in letter.text


@pytest.mark.parametrize(("tick", "status"), [(-1, 409), (0, 303), (1, 303)])
def test_register_opens_with_its_first_tick(app, client, set_clock, tick, status):
    edition = factories.edition(Stage.REGISTRATION)
    open_one = factories.edition(Stage.REGISTRATION)
    set_clock(edition.registration_opens - timedelta(minutes=1))
    client.sign_in(factories.user())
    assert [form for form in forms_of(client.get(f"/{edition.key}/register")) if form.inside_main] == []
    set_clock(open_one.registration_opens)
    form = find_form(client.get(f"/{open_one.key}/register"))
    set_clock(edition.registration_opens + timedelta(microseconds=tick))
    assert send(client, f"/{edition.key}/register", form, {}).status_code == status
    assert db.session.query(Registration).count() == (status == 303)


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_register_is_refused_in_the_closing_tick(app, client, set_clock, tick, status):
    edition = factories.edition(Stage.REGISTRATION)
    set_clock(edition.registration_closes - timedelta(minutes=1))
    client.sign_in(factories.user())
    form = find_form(client.get(f"/{edition.key}/register"))
    set_clock(edition.registration_closes + timedelta(microseconds=tick))
    answer = send(client, f"/{edition.key}/register", form, {})
    assert answer.status_code == status
    assert db.session.query(Registration).count() == (status == 303)
    assert db.session.query(OutgoingEmail).filter_by(edition_id=edition.id).count() == (status == 303)


def test_register_page_says_when_registration_opens_or_closed(app, client):
    client.sign_in(factories.user())
    early, late = factories.edition(Stage.ANNOUNCED), factories.edition(Stage.JUDGING)
    assert "It opens at" in text_of(client.get(f"/{early.key}/register?lang=en"))
    assert "It closed at" in text_of(client.get(f"/{late.key}/register?lang=en"))


def test_register_twice_leaves_one_registration(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    client.sign_in(factories.user())
    form = find_form(client.get(f"/{edition.key}/register"))
    first, second = (send(client, f"/{edition.key}/register", form, {}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)
    assert db.session.query(Registration).count() == 1
    assert "You are registered" in text_of(client.get(f"/{edition.key}/register?lang=en"))


def test_register_from_four_tabs_at_once_leaves_one_registration_and_one_letter(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    person, url = factories.user(), f"/{edition.key}/register"
    deeds = []
    for _ in range(4):
        tab = new_client().sign_in(person)
        form = find_form(tab.get(url))
        deeds.append(lambda tab=tab, form=form: send(tab, url, form, {}).status_code)
    assert sorted(at_once(*deeds)) == [303, 409, 409, 409]
    assert db.session.query(Registration).count() == 1
    assert db.session.query(OutgoingEmail).filter_by(edition_id=edition.id).count() == 1


def test_register_asks_visitors_to_sign_in_and_brings_them_back(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    answer = client.get(f"/{edition.key}/register")
    assert (answer.status_code, answer.location) == (303, f"/accounts/sign-in?next=/{edition.key}/register")
