from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import AccountToken, User
from hackathon.db import db
from tests import factories
from tests.accounts.people import STRONG, is_signed_in, letters, link_in, signs_in
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ask(client, address):
    return client.submit("/accounts/reset", {"email": address})


def reset(client, link, password=STRONG):
    return client.submit(link, {"password": password})


def link_for(client, user):
    ask(client, user.email)
    return link_in(letters(user.email)[-1])


def test_a_forgotten_password_is_set_anew(app, client):
    user = factories.user()
    answer = reset(client, link_for(client, user))
    assert (answer.status_code, answer.location) == (303, "/accounts/sign-in")
    assert signs_in(client, user.email).status_code == 422
    assert signs_in(client, user.email, STRONG).status_code == 303


def test_a_new_password_ends_every_sign_in_and_the_owner_is_told(app, client, new_client):
    user, elsewhere = factories.user(), new_client()
    signs_in(elsewhere, user.email)
    reset(client, link_for(client, user))
    assert not is_signed_in(elsewhere)
    assert letters(user.email)[-1].subject == "Your password was changed"


def test_a_link_works_once(app, client):
    user = factories.user()
    link = link_for(client, user)
    form = find_form(client.get(link))
    assert reset(client, link).status_code == 303
    assert client.get(link).status_code == 410
    assert send(client, link, form, {"password": "another good one 2"}).status_code == 410
    assert signs_in(client, user.email, STRONG).status_code == 303


def test_of_two_who_use_a_link_at_once_one_succeeds(app, new_client):
    user = factories.user()
    link = link_for(new_client(), user)
    browsers = [new_client(), new_client()]
    forms = [find_form(browser.get(link)) for browser in browsers]
    answers = at_once(
        *[
            lambda browser=browser, form=form, number=number: send(
                browser, link, form, {"password": f"{STRONG} {number}"}
            )
            for number, (browser, form) in enumerate(zip(browsers, forms, strict=True))
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 410]


def test_a_newer_link_voids_the_older_ones(app, client):
    user = factories.user()
    old, new = link_for(client, user), link_for(client, user)
    assert client.get(old).status_code == 410
    assert reset(client, new).status_code == 303


def test_a_link_ends_after_thirty_minutes(app, client, set_clock):
    set_clock(NOW)
    link = link_for(client, factories.user())
    found = []
    for late in (-1, 0, 1):
        set_clock(NOW + timedelta(minutes=30, seconds=late))
        found.append(client.get(link).status_code)
    assert found == [200, 410, 410]


def test_opening_the_link_changes_nothing(app, client):
    user = factories.user()
    link = link_for(client, user)
    client.get(link)
    client.head(link)
    assert reset(client, link).status_code == 303


def test_a_confirmation_link_does_not_set_a_password_and_the_other_way_round(app, client):
    user = factories.user()
    token = link_for(client, user).rpartition("/")[2]
    assert client.get(f"/accounts/confirm/{token}").status_code == 410


def test_the_answer_is_the_same_for_every_address(app, new_client):
    factories.user(email="known@example.kz")
    factories.user(email="shut@example.kz", deactivated_at=NOW)
    answers = []
    for address in ("known@example.kz", "shut@example.kz", "nobody@example.kz"):
        browser = new_client()
        answer = ask(browser, address)
        answers.append((answer.status_code, answer.location, text_of(browser.get(answer.location))))
    assert answers[1:] == answers[:1] * 2
    subjects = [letters(address)[0].subject for address in ("known@example.kz", "shut@example.kz")]
    assert subjects == ["Set a new password", letters("nobody@example.kz")[0].subject]
    assert [len(letters(address)) for address in ("shut@example.kz", "nobody@example.kz")] == [1, 1]


def test_a_known_and_an_unknown_address_take_the_same_statements(app, client):
    from tests.support.sql import count_statements

    factories.user(email="known@example.kz")
    counts = []
    for address in ("known@example.kz", "nobody@example.kz"):
        form = find_form(client.get("/accounts/reset"))
        with count_statements() as statements:
            send(client, "/accounts/reset", form, {"email": address})
        counts.append(len(statements))
    assert abs(counts[0] - counts[1]) <= 3


def test_the_letter_goes_to_the_stored_address_not_to_the_typed_one(app, client):
    factories.user(email="known@example.kz")
    ask(client, "ｋnown@example.kz")
    assert [letter.recipient for letter in letters()] == ["known@example.kz"]


def test_the_link_ignores_the_host_that_the_request_names(app, client):
    user, evil = factories.user(), {"base_url": "http://evil.com", "headers": {"X-Forwarded-Host": "evil.com"}}
    form = find_form(client.get("/accounts/reset", **evil))
    data = {"csrf_token": form.values()["csrf_token"], "email": user.email}
    assert client.post("/accounts/reset", data=data, **evil).status_code == 303
    assert "evil" not in letters(user.email)[0].text + letters(user.email)[0].html


def test_a_weak_password_is_refused_and_the_link_still_works(app, client):
    user = factories.user()
    link = link_for(client, user)
    assert [reset(client, link, weak).status_code for weak in ("short", "password2026", user.email)] == [422] * 3
    assert reset(client, link).status_code == 303


def test_setting_a_password_by_link_confirms_the_address(app, client):
    user = factories.user(email_confirmed_at=None)
    reset(client, link_for(client, user))
    assert signs_in(client, user.email, STRONG).status_code == 303


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f", "ы"])
def test_an_invented_link_is_answered_like_an_old_one(app, client, token):
    assert client.get(f"/accounts/reset/{token}").status_code in (400, 404, 410)


def test_only_the_digest_is_stored(app, client):
    user = factories.user()
    token = link_for(client, user).rpartition("/")[2]
    assert db.session.scalar(select(AccountToken.token_hash)) != token
    assert db.session.scalar(select(User.password_hash).where(User.id == user.id)) != ""
