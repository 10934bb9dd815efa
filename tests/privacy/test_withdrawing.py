"""A name that is no longer public is gone everywhere within the minute, in every worker."""

from __future__ import annotations

import time
import urllib.request
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.accounts import consents
from hackathon.accounts.models import Consent, ConsentPurpose, ConsentWording
from hackathon.db import db
from hackathon.editions import scope
from hackathon.results import queries_names
from tests import factories
from tests.results.worlds import agrees_to_be_named, judged, publish_directly
from tests.support.forms import text_of

NAME = "Қасқырбаева"


@pytest.fixture
def named(app):
    world = judged([[5, 4, 3]])
    person = agrees_to_be_named(factories.student(world.edition, family_name=NAME, given_name="Дана"))
    project = world.add([4, 4, 4], members=[person, factories.student(world.edition)])
    with scope.of(world.edition.id):
        publish_directly(world)
    team = project.team_id
    world.pages = [world.results, f"{world.results}.csv", f"{world.url}/projects", f"{world.url}/projects/{project.id}",
                   f"{world.url}/teams", f"{world.url}/teams/{team}"]
    world.person = person
    return world


def named_for_certificates(world):
    with scope.of(world.edition.id):
        return queries_names.named_publicly()


def test_a_withdrawn_name_is_gone_from_every_page_of_every_worker(named, client, start_server):
    server = start_server(workers=2)

    def shown():
        """Ask both workers: each answers some of many requests on connections of their own."""
        return {page for page in named.pages for _ in range(6) if NAME in read(f"{server.url}{page}")}

    with_name = shown()
    assert with_name >= {named.results, f"{named.results}.csv", named.pages[3], named.pages[5]}
    assert f"{NAME} Дана" in named_for_certificates(named).values()
    client.sign_in(named.person)
    client.submit("/accounts/consents", form="/consents/public_name/withdraw")
    give_up = time.monotonic() + 10
    while left := shown():
        assert time.monotonic() < give_up, f"still shown: {left}"
    assert named_for_certificates(named) == {}
    client.submit("/accounts/consents", form="/consents/public_name/give")
    assert f"{NAME} Дана" in named_for_certificates(named).values()


def read(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def test_texts_are_kept_as_they_were_shown_and_changed_ones_are_asked_for(app, client, new_client, monkeypatch):
    person = factories.user()
    client.sign_in(person)
    client.get("/?lang=ru")
    client.submit("/accounts/consents", form="/consents/photo/give")
    kept = db.session.scalars(select(ConsentWording)).one()
    consent = db.session.scalars(select(Consent).filter_by(user_id=person.id, purpose=ConsentPurpose.PHOTO)).one()
    assert (kept.language, kept.version, consent.wording_id) == ("ru", "1", kept.id)
    assert kept.text in text_of(new_client().get("/privacy/consents"))
    assert f"#wording-{kept.id}" in client.get("/accounts/consents").text

    def change(since):
        newer = {"version": "2", "since": since}
        texts = tuple(replace(each, **newer) if each.purpose in ("privacy", "photo") else each
                      for each in consents.TEXTS)
        monkeypatch.setattr(consents, "TEXTS", texts)
        monkeypatch.setattr(consents, "BY_PURPOSE", {text.purpose: text for text in texts})

    change(clock.now() - timedelta(days=1))
    client.get("/?lang=en")
    page = client.get("/")
    assert page.status_code == 200
    assert "A text that you agreed to has changed" in text_of(page)
    change(clock.now() - consents.GRACE - timedelta(days=1))
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/accounts/consents")
    assert client.get("/privacy").status_code == client.get("/accounts/data").status_code == 200
    assert new_client().get("/").status_code == 200, "visitors agreed to nothing"
    client.submit("/accounts/consents", form="/consents/privacy/give")
    assert "has changed" not in text_of(client.get("/"))
    open_ones = select(Consent.version).filter_by(user_id=person.id, purpose=ConsentPurpose.PHOTO, withdrawn_at=None)
    assert db.session.scalars(open_ones).all() == ["1"], "an optional consent stays as it was given"
