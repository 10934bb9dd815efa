"""A change of address needs both mailboxes; a sign-in from a new device is told of."""

import re

import pytest
from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from tests import factories
from tests.accounts.people import STRONG, is_signed_in, letters, link_in, signs_in
from tests.support.forms import text_of


@pytest.fixture
def person(app):
    return factories.user(email="old@example.kz")


@pytest.fixture
def signed_in(client, person):
    signs_in(client, person.email)
    return client


def ask(client, address="new@example.kz"):
    return client.submit("/accounts/email", {"email": address})


def press(client, link, answer="agree"):
    return client.submit(link, press=f"answer={answer}")


def test_the_address_changes_when_both_mailboxes_say_yes_and_every_sign_in_ends(app, signed_in, new_client, person):
    assert ask(signed_in).status_code == 303
    signed_in.submit("/accounts/reset", {"email": "old@example.kz"})
    old, reset = (link_in(letter) for letter in letters("old@example.kz"))
    new = link_in(letters("new@example.kz")[0])
    mailbox = new_client()
    mailbox.get(new), mailbox.get(old)
    assert press(mailbox, new).status_code == 303
    assert db.session.get(User, person.id).email == "old@example.kz"
    press(mailbox, old)
    stored = db.session.get(User, person.id)
    assert (stored.email, stored.email_key, "new@example.kz" in stored.search_key) == ("new@example.kz",) * 2 + (True,)
    assert (is_signed_in(signed_in), mailbox.get(reset).status_code, mailbox.get(new).status_code) == (False, 410, 410)
    assert [letters(each)[-1].subject for each in ("old@example.kz", "new@example.kz")] == [
        "The address of your account is changed"] * 2
    assert signs_in(mailbox, "new@example.kz").status_code == 303
    assert "@" not in repr([row.details for row in db.session.scalars(select(AuditEntry))])


def test_either_mailbox_can_stop_it_and_a_newer_change_replaces_an_older_one(app, signed_in, new_client, person):
    ask(signed_in, "first@example.kz")
    ask(signed_in)
    mailbox = new_client()
    assert mailbox.get(link_in(letters("first@example.kz")[0])).status_code == 410
    press(mailbox, link_in(letters("old@example.kz")[1]), "stop")
    assert mailbox.get(link_in(letters("new@example.kz")[0])).status_code == 410
    assert db.session.get(User, person.id).email == "old@example.kz"


def test_whether_an_address_is_taken_is_said_to_its_owner_only(app, signed_in, new_client):
    factories.user(email="taken@example.kz")
    seen = [(ask(signed_in, each).location, text_of(signed_in.get("/accounts/security")).replace(each, "X"))
            for each in ("free@example.kz", "taken@example.kz")]
    assert seen[0] == seen[1]
    assert "has an account of its own already" in letters("taken@example.kz")[0].text
    press(new_client(), link_in(letters("old@example.kz")[-1]))
    assert "/accounts/email/" not in letters("taken@example.kz")[0].text


def test_an_address_that_was_taken_meanwhile_is_refused(app, signed_in, new_client, person):
    ask(signed_in)
    factories.user(email="new@example.kz")
    mailbox = new_client()
    press(mailbox, link_in(letters("old@example.kz")[0]))
    assert press(mailbox, link_in(letters("new@example.kz")[0])).status_code == 409
    assert db.session.get(User, person.id).email == "old@example.kz"


def test_for_a_lost_mailbox_an_administrator_begins_the_change_with_a_reason(app, new_client, person):
    chief = new_client().sign_in(factories.administrator())
    path = f"/admin/users/{person.id}/email"
    assert chief.submit(path, {"email": "new@example.kz", "reason": ""}).status_code == 422
    assert chief.submit(path, {"email": "new@example.kz", "reason": "Showed the passport"}).status_code == 303
    assert "stop it here" in letters("old@example.kz")[0].text
    press(new_client(), link_in(letters("new@example.kz")[0]))
    assert db.session.get(User, person.id).email == "new@example.kz"


def test_a_new_device_is_told_of_and_this_was_not_me_shuts_the_stranger_out(app, new_client, person):
    own, stranger = new_client(), new_client()
    stranger.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/120.0"
    signs_in(own, person.email)
    own.submit("/accounts/profile", form="/accounts/sign-out")
    signs_in(own, person.email)
    assert letters(person.email) == []
    signs_in(stranger, person.email)
    [alarm] = letters(person.email)
    assert "Firefox, Windows" in alarm.text
    assert "/accounts/sessions" in re.findall(r"<(https?://[^>]+)>", alarm.text)[0]
    stranger.submit("/accounts/password", {"current": factories.PASSWORD, "password": "another good one 2"})
    mailbox = new_client()
    assert mailbox.get(link_in(alarm)).status_code == 200
    assert is_signed_in(stranger)
    assert mailbox.submit(link_in(alarm)).location == "/accounts/letter-sent/reset"
    assert [is_signed_in(each) for each in (own, stranger)] == [False, False]
    assert signs_in(stranger, person.email, "another good one 2").status_code == 422
    mailbox.submit(link_in(letters(person.email)[-1]), {"password": STRONG})
    assert signs_in(mailbox, person.email, STRONG).status_code == 303


def test_signing_out_everywhere_ends_this_sign_in_too(app, signed_in, new_client, person):
    phone = new_client()
    signs_in(phone, person.email)
    assert signed_in.submit("/accounts/sessions", form="/revoke-all").location == "/"
    assert [is_signed_in(each) for each in (signed_in, phone)] == [False, False]
