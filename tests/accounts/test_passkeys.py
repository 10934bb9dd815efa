"""Passkeys with a device that Chromium pretends to have: made, used after the password and without it, taken away."""

import pytest
from sqlalchemy import select

from hackathon.accounts.models_safety import Passkey, PasskeyChallenge
from hackathon.db import db
from tests import factories
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.clients import afresh
from tests.support.forms import find_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.backends("sqlite"),  # only a browser can make a passkey; what the tables hold is tried elsewhere
]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def live_server(start_server):
    return start_server()


@pytest.fixture
def window(new_page, live_server):
    """Open a window with a device; passkeys belong to a name, and a trial's is `localhost`."""
    page = new_page(width=360)
    page.home = live_server.url.replace("127.0.0.1", "localhost")
    page.device = page.context.new_cdp_session(page)
    page.device.send("WebAuthn.enable")
    page.device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def password(page, person):
    page.goto(f"{page.home}/accounts/sign-in")
    page.fill("#email", person.email)
    page.fill("#password", factories.PASSWORD)
    page.press("#password", "Enter")


def sign_out(page):
    page.locator(".menu", has_text="Account").locator("summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Log out", exact=True).click()


def test_a_passkey_is_made_used_in_both_ways_renamed_and_removed(app, window, client):
    person = factories.user(given_name="Oʻktam", family_name="Әуезов")
    page = window
    password(page, person)
    page.wait_for_url(f"{page.home}/")
    page.goto(f"{page.home}/accounts/security/passkeys/add")
    assert_axe_clean(page)
    page.fill("#name", "Менің телефоным")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_selector(".recovery-codes")
    assert page.locator(".recovery-codes li").count() == 10
    assert_axe_clean(page), assert_no_sideways_scrolling(page)
    sign_out(page)

    password(page, person)
    page.wait_for_url("**/accounts/sign-in/second-step")
    assert_axe_clean(page), assert_no_sideways_scrolling(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{page.home}/")
    sign_out(page)

    page.goto(f"{page.home}/accounts/sign-in?next=/accounts/security")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url(f"{page.home}/accounts/security")
    afresh()
    stored = db.session.scalars(select(Passkey)).one()
    assert (stored.user_id, stored.name, stored.sign_count > 0) == (person.id, "Менің телефоным", True)
    assert db.session.scalars(select(PasskeyChallenge)).all() == []
    assert_axe_clean(page), assert_no_sideways_scrolling(page)

    page.get_by_role("link", name="Rename").click()
    assert_axe_clean(page)
    page.fill("#name", "Old phone")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{page.home}/accounts/security")
    page.goto(f"{page.home}/accounts/verify?next=/accounts/security")
    assert_axe_clean(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{page.home}/accounts/security")
    page.locator(".confirm", has_text="You can no longer").locator("summary").click()
    page.get_by_role("button", name="Remove the passkey").click()
    page.wait_for_selector("text=The passkey is removed.")
    afresh()
    assert db.session.scalars(select(Passkey)).all() == []


def test_an_answer_counts_once_for_what_was_asked_and_from_this_site_only(app, window, client):
    """What a thief could catch is sent again, and what another page was asked for is sent as a sign-in."""
    person, sent = factories.user(), []
    page = window
    password(page, person)
    page.wait_for_url(f"{page.home}/")
    page.goto(f"{page.home}/accounts/security/passkeys/add")
    page.fill("#name", "Phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_selector(".recovery-codes")
    sign_out(page)
    page.on("request", lambda request: sent.append(request.post_data_json) if request.method == "POST" else None)
    page.goto(f"{page.home}/accounts/sign-in")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url(f"{page.home}/")
    caught = next(data["credential"] for data in sent if data and "credential" in data)
    token = find_form(client.get("/accounts/sign-in")).values()["csrf_token"][0]
    path = "/accounts/sign-in/passkey/enter"
    assert client.post(path, data={"csrf_token": token, "credential": caught}).status_code == 422
    assert client.post(f"{path}/options", data={"csrf_token": token}).status_code == 200
    assert client.post(path, data={"csrf_token": token, "credential": caught}).status_code == 422
    for nonsense in ("{}", "[]", "null", "x", '{"id": 5}', caught.replace('"public-key"', "7")):
        client.post(f"{path}/options", data={"csrf_token": token})
        assert client.post(path, data={"csrf_token": token, "credential": nonsense}).status_code == 422
