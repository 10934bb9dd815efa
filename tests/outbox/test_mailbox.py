"""A trial without a mail server shows its letters on a page; no other installation has that page."""

import re
from datetime import UTC, datetime

import pytest

from hackathon import outbox
from hackathon.db import transactional
from hackathon.outbox import delivery
from hackathon.outbox.letters import Recipient
from tests import factories
from tests.accounts.people import letters, link_in, newcomer
from tests.support.forms import text_of
from tests.support.sql import count_statements

trial = pytest.mark.backends("sqlite")  # a trial runs on the embedded database only


@trial
def test_a_newcomer_of_a_trial_finds_the_letter_and_its_link_in_the_mailbox(app, client):
    client.get("/accounts/sign-in?lang=en")
    client.submit("/accounts/sign-up", newcomer())
    sent = client.get("/accounts/letter-sent/confirm")
    assert "Read them in the local mailbox" in text_of(sent)
    mailbox = client.get("/mailbox/")
    assert ("No mail server is set up" in text_of(mailbox), "aigerim@example.kz" in text_of(mailbox)) == (True, True)
    page = client.get(f"/mailbox/{letters()[0].id}").get_data(as_text=True)
    assert f'{link_in(letters()[0])}"' in page
    assert client.submit(link_in(letters()[0])).status_code == 303


@trial
def test_letters_stay_readable_after_the_worker_has_seen_them(app, client):
    now = datetime.now(UTC)
    to = Recipient("a@example.kz", "en")
    transactional(outbox.queue)("no_account", to, key="k", now=now, url="http://127.0.0.1/x")
    assert delivery.deliver(now=now) == (1, 0)
    assert "http://127.0.0.1/x" in client.get(f"/mailbox/{letters()[0].id}").get_data(as_text=True)


@trial
def test_reading_the_mailbox_changes_nothing(app, client):
    user = factories.user()
    client.submit("/accounts/reset", {"email": user.email})
    client.get("/mailbox/")
    client.get(f"/mailbox/{letters()[0].id}")
    assert [letter.status for letter in letters()] == ["queued"]


@trial
def test_the_mailbox_shows_fifty_letters_and_leads_to_older_ones(app, client):
    now = datetime.now(UTC)

    def send(first, last):
        for number in range(first, last):
            to = Recipient(f"reader{number}@example.kz", "en")
            transactional(outbox.queue)("no_account", to, key=f"k{number}", now=now, url="http://127.0.0.1/x")

    def shown(address):
        with count_statements() as statements:
            page = client.get(address)
        counts.append(len(statements))
        return re.findall(r"reader(\d+)@", page.text), page

    counts = []
    send(0, 1)
    first, page = shown("/mailbox/")
    assert (first, "?page=" in page.text) == (["0"], False)
    send(1, 61)
    newest, page = shown("/mailbox/")
    assert newest == [str(number) for number in range(60, 10, -1)]
    assert "/mailbox/?page=2" in page.text
    assert shown("/mailbox/?page=2")[0] == [str(number) for number in range(10, -1, -1)]
    assert shown("/mailbox/?page=99")[0] == [str(number) for number in range(10, -1, -1)]
    assert len(set(counts)) == 1


@trial
def test_a_letter_that_does_not_exist_is_not_found(app, client):
    assert client.get("/mailbox/999").status_code == 404


@pytest.mark.parametrize(
    "settings",
    [{"production": True, "secret_key": "long and random"}, {"mail_server": "smtp.example.kz"}],
)
def test_elsewhere_there_is_no_mailbox(app, make_app, new_client, settings):
    user = factories.user()
    other = new_client(make_app(**settings))
    other.submit("/accounts/reset", {"email": user.email})
    assert [other.get(path).status_code for path in ("/mailbox/", f"/mailbox/{letters()[0].id}")] == [404, 404]
    assert "mailbox/" not in other.get("/accounts/letter-sent/reset").get_data(as_text=True)


@pytest.mark.backends("postgresql")  # DATABASE_URL alone must shut it
def test_with_a_database_url_there_is_no_mailbox(app, client):
    assert client.get("/mailbox/").status_code == 404
