"""Guessing is slowed down, by whatever way it comes, and nobody can lock somebody else out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.accounts import tokens
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.accounts.models_safety import KnownDevice
from hackathon.db import db
from hackathon.web import limits
from tests import factories
from tests.accounts.people import cookie, is_signed_in, letters, newcomer, plant, signs_in
from tests.support.forms import find_form, send
from tests.support.races import at_once

TRIES = 10


@pytest.fixture
def limited(make_app):
    return make_app(rate_limits=True)


@pytest.fixture
def browser_at(limited, new_client):
    """Open a browser at an address of the network."""

    def open_browser(address="10.0.0.1"):
        browser = new_client(limited)
        browser.environ_base["REMOTE_ADDR"] = address
        return browser

    return open_browser


def guess(client, address, times=1):
    return [signs_in(client, address, "wrong").status_code for _ in range(times)]


def guess_on(client, addresses):
    """Guess one password after another on the same page."""
    form = find_form(client.get("/accounts/sign-in"))
    wrong = [{"email": address, "password": "wrong"} for address in addresses]
    return [send(client, "/accounts/sign-in", form, each).status_code for each in wrong]


def test_the_eleventh_wrong_password_is_not_looked_at(app, browser_at):
    user = factories.user()
    assert guess(browser_at(), user.email, TRIES + 1) == [422] * TRIES + [429]
    assert signs_in(browser_at(), user.email).status_code == 429


def test_an_unknown_address_is_limited_in_the_same_way(app, browser_at):
    assert guess(browser_at(), "nobody@example.kz", TRIES + 1) == [422] * TRIES + [429]


@pytest.mark.parametrize("variant", ["PERSON@example.kz", "  person@example.kz", "ｐerson@example.kz"])
def test_writing_the_address_otherwise_does_not_help(app, browser_at, variant):
    factories.user(email="person@example.kz")
    guess(browser_at(), "person@example.kz", TRIES)
    assert guess(browser_at(), variant) == [429]


def test_claiming_to_come_from_elsewhere_does_not_help(app, browser_at):
    user, browser = factories.user(), browser_at()
    found = []
    for number in range(TRIES + 1):
        form = find_form(browser.get("/accounts/sign-in"))
        data = {"csrf_token": form.values()["csrf_token"], "email": user.email, "password": "wrong"}
        lie = {
            "X-Forwarded-For": f"10.9.9.{number}",
            "X-Real-IP": f"10.9.9.{number}",
            "Forwarded": f"for=10.9.9.{number}",
        }
        found.append(browser.post("/accounts/sign-in", data=data, headers=lie).status_code)
    assert found == [422] * TRIES + [429]


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(app, browser_at):
    user = factories.user()
    guess(browser_at("10.0.0.66"), user.email, TRIES + 5)
    assert signs_in(browser_at("10.0.0.1"), user.email).status_code == 303


def test_guesses_from_many_networks_do_not_lock_a_known_browser_out(app, browser_at):
    user, own = factories.user(), browser_at()
    signs_in(own, user.email)
    own.submit("/accounts/profile", form="/accounts/sign-out")
    found = [status for number in range(6) for status in guess(browser_at(f"10.0.1.{number}"), user.email, 9)]
    assert found == [422] * 50 + [429] * 4
    assert signs_in(browser_at("10.0.2.1"), user.email).status_code == 429
    assert signs_in(own, user.email).status_code == 303


def test_a_known_browser_is_limited_too(app, browser_at):
    user, own = factories.user(), browser_at()
    signs_in(own, user.email)
    own.submit("/accounts/profile", form="/accounts/sign-out")
    assert guess(own, user.email, TRIES + 1) == [422] * TRIES + [429]


def test_the_mark_of_a_known_browser_cannot_be_forged_or_used_for_another_address(app, browser_at):
    mine, victim, own = factories.user(), factories.user(), browser_at()
    signs_in(own, mine.email)
    mark = cookie(own, "known_device", "/accounts")
    for forged in (mark, "x" * 43, mark[:-1], ".", "ы"):
        other = browser_at()
        plant(other, forged, "known_device", "/accounts")
        guess(other, victim.email)
    assert guess(browser_at(), victim.email, 6) == [422] * 5 + [429]
    assert tokens.digest(mark) == db.session.scalar(select(KnownDevice.token_hash))


@pytest.mark.backends("sqlite")  # a thousand attempts; the counting itself is tried on both databases above
def test_after_a_thousand_failures_from_elsewhere_the_owner_signs_in_at_once_and_the_attacker_stays_limited(
    app, browser_at, set_clock
):
    begun = clock.now()
    set_clock(begun)
    user, others, own = factories.user(), [factories.user() for _ in range(20)], browser_at()
    signs_in(own, user.email)
    own.submit("/accounts/profile", form="/accounts/sign-out")
    found = [status for number in range(100) for status in guess_on(browser_at(f"10.1.0.{number}"), [user.email] * 10)]
    assert (found.count(422), found.count(429)) == (50, 950)
    assert signs_in(own, user.email).status_code == 303
    assert guess(browser_at("10.1.1.1"), user.email) == [429], "another network does not help"
    sprayed = guess_on(browser_at("10.1.2.2"), [other.email for other in others for _ in range(8)])
    assert sprayed[:150] == [422] * 150
    assert set(sprayed[150:]) == {429}, "other accounts do not help"


@pytest.mark.backends("sqlite")  # the counting itself is tried on both databases above
def test_who_goes_on_in_one_place_waits_longer_and_longer(app, browser_at, set_clock):
    user, begun = factories.user(), clock.now()
    tries = []
    for quarter in (0, 1, 2, 3, 15, 16):
        set_clock(begun + timedelta(minutes=15 * quarter))
        tries.append(guess_on(browser_at(), [user.email] * 11).count(422))
    assert tries == [10, 10, 10, 0, 0, 10]


def test_a_hall_of_people_behind_one_address_can_sign_in(app, browser_at):
    user = factories.user()
    assert [signs_in(browser_at(), user.email).status_code for _ in range(25)] == [303] * 25


def test_parallel_guesses_do_not_slip_through(app, browser_at):
    address = factories.user().email
    prepared = [(browser, find_form(browser.get("/accounts/sign-in"))) for browser in [browser_at() for _ in range(20)]]
    answers = at_once(
        *[
            lambda browser=browser, form=form: send(
                browser, "/accounts/sign-in", form, {"email": address, "password": "wrong"}
            )
            for browser, form in prepared
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [422] * TRIES + [429] * 10


def test_the_limit_ends_with_its_window(app, browser_at, set_clock):
    user, begun = factories.user(), clock.now()
    set_clock(begun)
    guess(browser_at(), user.email, TRIES + 1)
    set_clock(begun + timedelta(minutes=14, seconds=59))
    assert guess(browser_at(), user.email) == [429]
    set_clock(begun + timedelta(minutes=15))
    assert guess(browser_at(), user.email) == [422]


def test_the_table_of_counts_names_no_addresses(app, browser_at):
    guess(browser_at(), "nobody@example.kz")
    keys = db.session.scalars(select(RateLimitCount.key)).all()
    assert len(keys) == 5
    assert [key for key in keys if "nobody" in key or "10.0.0" in key] == []


def test_an_address_gets_only_so_many_letters(app, browser_at):
    factories.user(email="person@example.kz")
    found = [
        browser_at(f"10.0.3.{number}").submit("/accounts/reset", {"email": "Person@example.kz"}).status_code
        for number in range(6)
    ]
    assert found == [303] * 5 + [429]
    assert len(letters("person@example.kz")) == 5


def test_sign_ups_with_an_address_are_limited(app, browser_at):
    found = [browser_at().submit("/accounts/sign-up", newcomer()).status_code for _ in range(6)]
    assert found == [303] * 5 + [429]


def test_neighbours_in_a_network_of_ipv6_count_as_one(limited):
    found = []
    for address in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1", "192.0.2.1"):
        with limited.test_request_context(environ_base={"REMOTE_ADDR": address}):
            found.append(limits.network())
    assert found == ["2001:db8::/64", "2001:db8::/64", "2001:db8:0:1::/64", "192.0.2.1"]


def test_without_limits_nothing_is_counted(app, client):
    user = factories.user()
    guess(client, user.email, TRIES + 2)
    assert signs_in(client, user.email).status_code == 303
    assert is_signed_in(client)
    assert db.session.scalars(select(RateLimitCount)).all() == []
