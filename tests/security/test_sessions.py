"""A cookie is worth what the server says of it now, and nothing in a request decides who somebody is."""

from __future__ import annotations

import re

import pytest

from hackathon.accounts import tokens
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from tests import factories
from tests.security import routes
from tests.support import forms
from tests.support.clients import Browser

SECRET = "/accounts/profile"


def is_signed_in(house, role):
    """Ask with the cookie that somebody had at the beginning."""
    return house.ask(role, SECRET).status_code == 200


def signed_in(house, role):
    """Sign somebody in on one more device, through the page."""
    client = Browser(house.app)
    fields = {"email": house.world.emails[role], "password": factories.PASSWORD}
    assert client.submit("/accounts/sign-in", fields).status_code == 303
    return client


def test_a_cookie_of_before_signing_in_is_not_signed_in_afterwards(house):
    """Whoever planted a cookie in somebody's browser gains nothing when they sign in."""
    client = Browser(house.app)
    client.get("/accounts/sign-in")
    planted = cookie_of(house, client)
    fields = {"email": house.world.emails["captain"], "password": factories.PASSWORD}
    assert client.submit("/accounts/sign-in", fields).status_code == 303
    assert cookie_of(house, client) != planted
    attacker = Browser(house.app, use_cookies=False)
    assert attacker.get(SECRET, headers={"Cookie": f"session={planted}"}).status_code == 303
    assert client.get(SECRET).status_code == 200


def cookie_of(house, client):
    return client.get_cookie("session", house.app.config["SERVER_NAME"].split(":")[0]).value


def test_the_token_of_a_form_changes_with_signing_in(house):
    client = Browser(house.app)
    before = forms.find_form(client.get("/accounts/sign-in")).values()["csrf_token"]
    client.submit("/accounts/sign-in", {"email": house.world.emails["captain"], "password": factories.PASSWORD})
    page = client.get(SECRET)
    after = forms.find_form(page, "/accounts/sign-out").values()["csrf_token"]
    assert client.post("/accounts/sign-out", data={"csrf_token": before}).status_code == 400
    assert client.post("/accounts/sign-out", data={"csrf_token": after}).status_code == 303


ENDED_BY = {
    "signing out": ("captain", "/accounts/sign-out", {}),
    "closing the account": ("captain", "/accounts/close", {}),
    "being deactivated": ("administrator", "/admin/users/{captain}/deactivate", {}),
    "being made administrator": ("administrator", "/admin/users/{captain}/administrator/grant", {}),
    "no longer being administrator": ("administrator", "/admin/users/{captain}/administrator/revoke", {}),
}


@pytest.mark.parametrize("way", ENDED_BY)
def test_a_copied_cookie_is_worth_nothing_after(house, way):
    assert is_signed_in(house, "captain")
    role, path, data = ENDED_BY[way]
    assert house.ask(role, path.format(**house.world.people), data).status_code == 303
    assert not is_signed_in(house, "captain")
    assert house.ask("captain", "/accounts/profile", {"family_name": "x"}).status_code in (400, 401)


def test_a_new_password_ends_all_other_sign_ins_and_keeps_the_present_one(house):
    client = signed_in(house, "captain")
    assert is_signed_in(house, "captain")
    answer = client.submit("/accounts/password", {"current": factories.PASSWORD, "password": "other good words"})
    assert answer.status_code == 303
    assert not is_signed_in(house, "captain")
    assert client.get(SECRET).status_code == 200


def test_a_reset_by_letter_ends_every_sign_in(house):
    client = signed_in(house, "spare")
    answer = Browser(house.app).submit("/accounts/reset/reset-token", {"password": "other good words"})
    assert answer.status_code == 303
    assert client.get(SECRET).status_code == 303


def test_roles_that_are_taken_away_are_gone_with_the_next_request(house):
    home = house.world.places["home"]
    path = routes.path_of(house, "judging.queue", home)
    assert house.ask("judge", path).status_code == 200
    taken = {"edition_key": home.key, "role": "judge"}
    user = house.world.people["judge"]
    assert house.ask("administrator", f"/admin/users/{user}/roles/revoke", taken).status_code == 303
    assert house.ask("judge", path).status_code == 403


def test_a_sign_in_ends_by_itself(house):
    assert is_signed_in(house, "captain")
    house.world.moments["later"] = house.start.replace(year=house.start.year + 1)
    assert house.ask("captain", SECRET, at="later").status_code == 303


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("change", [lambda cookie: cookie[:-2] + "AA", lambda cookie: cookie.replace(".", "", 1),
                                    lambda cookie: "x" * 5000, lambda cookie: "", lambda cookie: "\x00\u0416",
                                    lambda cookie: "e30.x.y"])
def test_a_cookie_that_was_tampered_with_is_a_visitors(house, change):
    cookie = house.browsers["captain"].cookie.removeprefix("session=")
    answer = Browser(house.app, use_cookies=False).get(
        SECRET, headers={"Cookie": f"session={change(cookie)}".encode().decode("latin-1")})
    assert answer.status_code == 303


def test_only_digests_of_tokens_are_stored(house):
    rows = house.dump()
    stored = repr([rows["user_session"], rows["account_token"], rows["role_invitation"]])
    assert "reset-token" not in stored
    assert tokens.digest("reset-token") in stored
    assert not re.search(r"invitation-\d", stored)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("wanted", [
    "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "\\\\evil.example",
    "///evil.example", "/\t/evil.example", "/\n//evil.example", " //evil.example", "javascript:alert(1)",
    "http:/evil.example", "evil.example", "/%5C%5Cevil.example\r\nSet-Cookie: a=b", "@evil.example",
    "//evil.example@127.0.0.1/", "//[::1", "/" + "a" * 600,
])
def test_after_signing_in_nobody_is_led_to_another_site(house, wanted):
    fields = {"email": house.world.emails["captain"], "password": factories.PASSWORD}
    for path, data in (("/accounts/sign-in", {**fields, "next": wanted}), ("/accounts/sign-in", fields)):
        answer = house.ask("visitor", path, data, query_string={"next": wanted})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert house.ask("captain", "/accounts/sign-in", query_string={"next": wanted}).headers["Location"] == "/"
    page = house.ask("visitor", "/accounts/sign-in", query_string={"next": wanted}).get_data(as_text=True)
    assert "evil" not in re.sub(r'<a [^>]*hreflang[^>]*>', "", page).split("<main")[1].split("</main")[0]


@pytest.mark.backends("sqlite")
def test_a_page_of_this_site_is_gone_on_to(house):
    fields = {"email": house.world.emails["captain"], "password": factories.PASSWORD, "next": "/kz-2026/my-team?a=b"}
    assert house.ask("visitor", "/accounts/sign-in", fields).headers["Location"] == "/kz-2026/my-team?a=b"


LETTERS = {
    "accounts.ask_reset": "visitor", "accounts.sign_up": "visitor", "registrations.register": "guest",
    "judging.invite_judge": "organizer", "teams.add_mentor": "organizer", "accounts.change_password": "captain",
    "teams.disqualify_team": "organizer", "teams.remove_member": "captain", "projects.submit_project": "captain",
    "results.propose": "organizer",
}  # fmt: skip


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("endpoint", LETTERS)
def test_links_in_letters_lead_to_the_configured_host_whatever_the_request_says(house, endpoint):
    place = house.world.places["home"]
    at = routes.MOMENTS.get(endpoint, "")
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
               "X-Original-Host": "evil.example", "Forwarded": "host=evil.example"}
    known = {row[0] for row in house.dump()["outgoing_email"]}
    data, path = routes.data_for(house, endpoint, place), routes.path_of(house, endpoint, place)
    answer = house.ask(LETTERS[endpoint], path, data, at=at, headers=headers)
    assert answer.status_code == 303
    assert "evil" not in answer.headers["Location"]
    letters = []
    house.change(lambda: letters.extend(
        (each.text, each.html, each.message_id) for each in db.session.query(OutgoingEmail) if each.id not in known))
    assert letters
    for text, html, message_id in letters:
        assert f"http://{house.app.config['SERVER_NAME']}/" in text
        assert "evil" not in text + html + message_id


@pytest.fixture
def limited(house):
    """The same world with rate limits."""
    app = house.database.make_app(production=True, rate_limits=True)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def attempts(app, addresses, headers):
    """Try a wrong password for each address from one network; give the answers."""
    client = Browser(app)
    form = forms.find_form(client.get("/accounts/sign-in"))
    codes = []
    for number, address in enumerate(addresses):
        more = {name: value.format(number) for name, value in headers.items()}
        data = {**form.values(), "email": [address], "password": ["a wrong password"]}
        codes.append(client.post("/accounts/sign-in", data=data, headers=more).status_code)
    return codes


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"])
@pytest.mark.backends("sqlite")
def test_limits_cannot_be_evaded_by_claiming_another_address(house, limited, header):
    value = "for=10.0.0.{}" if header == "Forwarded" else "10.0.0.{}"
    codes = attempts(limited, [house.world.emails["captain"]] * 12, {header: value})
    assert codes == [422] * 10 + [429] * 2


def test_limits_cannot_be_evaded_by_writing_the_address_in_another_way(house, limited):
    address = house.world.emails["captain"]
    ways = [address, address.upper(), address.title(), f" {address} ", f"{address} ", address.replace("p", "P")] * 2
    assert attempts(limited, ways, {}) == [422] * 10 + [429] * 2


def test_a_right_password_is_refused_too_when_the_limit_is_used_up(house, limited):
    address = house.world.emails["captain"]
    assert attempts(limited, [address] * 11, {})[-1] == 429
    client = Browser(limited)
    assert client.submit("/accounts/sign-in", {"email": address, "password": factories.PASSWORD}).status_code == 429


@pytest.mark.backends("sqlite")
def test_under_https_cookies_are_sent_only_there_and_browsers_are_told_to_stay(house):
    app = house.database.make_app(production=True, scheme="https", trusted_proxies=1)
    client = Browser(app)
    page = client.get("/accounts/sign-in?lang=en", headers={"X-Forwarded-Proto": "https"})
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    typed = {"email": [house.world.emails["captain"]], "password": [factories.PASSWORD]}
    data = {**forms.find_form(page).values(), **typed}
    sent = {"X-Forwarded-Proto": "https", "Referer": "https://127.0.0.1:8000/"}
    answer = client.post("/accounts/sign-in", data=data, headers=sent, base_url="https://127.0.0.1:8000")
    cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 3
    assert [cookie for cookie in cookies if "Secure" not in cookie] == []
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.backends("sqlite")
def test_the_mailbox_of_a_trial_exists_only_in_a_trial(house):
    letter = house.world.ids["letter_id"]
    assert [house.ask("administrator", path).status_code for path in ("/mailbox/", f"/mailbox/{letter}")] == [404, 404]
    trial = Browser(house.database.app)
    assert [trial.get(path).status_code for path in ("/mailbox/", f"/mailbox/{letter}")] == [200, 200]
