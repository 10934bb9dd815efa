import re
import statistics
import time
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from hackathon.accounts.models import UserSession
from hackathon.db import db
from tests import factories
from tests.accounts.people import cookie, is_signed_in, open_sessions, plant, signs_in
from tests.support.forms import find_form, send, text_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STRONG_HASH = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(factories.PASSWORD)


def shown(answer):
    return re.sub(r'name="csrf_token"[^>]*', "", answer.get_data(as_text=True))


def test_the_right_password_opens_the_page_that_was_wanted(app, client):
    user = factories.user()
    to_sign_in = client.get("/accounts/consents?x=1")
    assert to_sign_in.location == "/accounts/sign-in?next=/accounts/consents?x%3D1"
    answer = client.submit(to_sign_in.location, {"email": user.email, "password": factories.PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/accounts/consents?x=1")
    assert client.get("/accounts/consents").status_code == 200


@pytest.mark.parametrize("variant", ["Person@Example.KZ", "  person@example.kz ", "ｐｅｒｓｏｎ@example.kz"])
def test_the_address_is_compared_without_case_and_width(app, client, variant):
    factories.user(email="person@example.kz")
    assert signs_in(client, variant).status_code == 303


@pytest.mark.parametrize(
    "target", ["//evil.com", "/\\evil.com", "https:evil.com", "https://evil.com", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(app, client, target):
    user = factories.user()
    page = client.get("/accounts/sign-in", query_string={"next": target})
    assert "evil" not in shown(page).replace("?next=", "").split("<main")[1].split("</main>")[0]
    form = find_form(page, None)
    answer = send(
        client, "/accounts/sign-in", form, {"email": user.email, "password": factories.PASSWORD}, extra={"next": target}
    )
    assert (answer.status_code, answer.location) == (303, "/")


def test_wrong_unknown_unconfirmed_and_deactivated_get_the_same_answer(app, new_client):
    people = {
        "wrong@example.kz": ({}, "not the password"),
        "unconfirmed@example.kz": ({"email_confirmed_at": None}, factories.PASSWORD),
        "deactivated@example.kz": ({"deactivated_at": NOW}, factories.PASSWORD),
    }
    for address, (changes, _) in people.items():
        factories.user(email=address, **changes)
    answers = []
    for address, password in [("nobody@example.kz", "x"), *((each, people[each][1]) for each in people)]:
        answer = signs_in(new_client(), address, password)
        answers.append((answer.status_code, shown(answer).replace(address, "ADDRESS"), sorted(answer.headers.keys())))
    assert answers[0][0] == 422
    assert answers[1:] == [answers[0]] * 3


def test_unknown_addresses_take_as_long_as_known_ones(app, client):
    factories.user(email="known@example.kz", password_hash=STRONG_HASH)
    form = find_form(client.get("/accounts/sign-in"))

    def seconds(address):
        begun = time.perf_counter()
        send(client, "/accounts/sign-in", form, {"email": address, "password": "not the password"})
        return time.perf_counter() - begun

    pairs = [(seconds("known@example.kz"), seconds("nobody@example.kz")) for _ in range(9)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


def test_signing_in_gives_the_browser_a_new_session(app, client):
    user = factories.user()
    client.get("/accounts/sign-in")
    before = cookie(client)
    signs_in(client, user.email)
    assert cookie(client) != before
    with client.session_transaction() as session:
        token = session["_user_id"]
    stored = db.session.scalar(select(UserSession))
    assert token != stored.token_hash
    assert stored.user_id == user.id


def test_a_session_that_somebody_else_planted_is_not_taken_over(app, new_client):
    victim, attacker = factories.user(), new_client()
    attacker.get("/accounts/sign-in")
    planted = cookie(attacker)
    browser = new_client()
    plant(browser, planted)
    signs_in(browser, victim.email)
    assert is_signed_in(browser)
    assert not is_signed_in(attacker)


def test_signing_in_again_ends_the_earlier_session_of_the_browser(app, client):
    first, second = factories.user(), factories.user()
    signs_in(client, first.email)
    form = find_form(client.get("/accounts/profile"), "/accounts/sign-out")
    token = {"csrf_token": form.values()["csrf_token"]}
    client.post("/accounts/sign-in", data={"email": second.email, "password": factories.PASSWORD, **token})
    assert [open_sessions(first), open_sessions(second)] == [0, 1]


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app, client, new_client):
    user = factories.user()
    signs_in(client, user.email)
    thief = new_client()
    plant(thief, cookie(client))
    assert is_signed_in(thief)
    answer = client.submit("/accounts/profile", form="/accounts/sign-out")
    assert (answer.status_code, answer.location) == (303, "/")
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_signing_out_needs_a_post_with_the_token(app, client):
    user = factories.user()
    signs_in(client, user.email)
    assert client.get("/accounts/sign-out").status_code == 405
    assert client.post("/accounts/sign-out").status_code == 400
    assert is_signed_in(client)


def test_a_sign_in_ends_by_itself_after_two_weeks_and_an_administrators_after_twelve_hours(app, new_client, set_clock):
    for made, lasts in ((factories.user, timedelta(days=14)), (factories.administrator, timedelta(hours=12))):
        set_clock(NOW)
        browser = new_client()
        signs_in(browser, made().email)
        found = []
        for late in (-1, 0, 1):
            set_clock(NOW + lasts + timedelta(seconds=late))
            found.append(is_signed_in(browser))
        assert found == [True, False, False]


def test_who_is_signed_in_is_sent_on_from_the_sign_in_page(app, client):
    signs_in(client, factories.user().email)
    assert client.get("/accounts/sign-in?next=/accounts/profile").location == "/accounts/profile"
    assert client.get("/accounts/sign-in?next=//evil.com").location == "/"


def test_the_page_says_that_one_comes_back(app, client):
    assert "come back" in text_of(client.get("/accounts/sign-in?next=/x&lang=en"))
    assert "come back" not in text_of(client.get("/accounts/sign-in?lang=en"))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"email": "a@example.kz"},
        {"email": "a" * 3000, "password": "x"},
        {"email": "a@b.kz", "password": "x" * 5000},
        {"email": "\x00", "password": "\x00"},
        {"email": ["a@b.kz", "c@d.kz"], "password": "x"},
    ],
)
def test_nonsense_is_answered_with_the_form(app, client, fields):
    form = find_form(client.get("/accounts/sign-in"))
    data = {"csrf_token": form.values()["csrf_token"], **fields}
    assert client.post("/accounts/sign-in", data=data).status_code == 422
