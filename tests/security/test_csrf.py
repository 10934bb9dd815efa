"""A form that another site sends is refused, whoever is signed in."""

from __future__ import annotations

import pytest

from tests.security import routes
from tests.security.house import VALID
from tests.security.routes import MOMENTS
from tests.security.table import rows

pytestmark = pytest.mark.backends("sqlite")  # the token is asked before the database is


def forms():
    """Give each POST with somebody who may send it, and how."""
    for (route, where), marks in rows().items():
        may = [role for role, mark in marks.items() if mark == "+"]
        if route.method != "GET" and not where and may:
            yield route, may[-1] if may[0] != "visitor" else "visitor"


@pytest.mark.parametrize("token", [None, "", "wrong", "of another person", "of the time before signing in"])
def test_forms_without_the_own_token_are_refused_and_change_nothing(house, token):
    wrong = []
    with house.unchanged(f"a form with the token {token!r}"):
        for route, role in forms():
            other = {"of another person": "guest", "of the time before signing in": "visitor"}.get(token)
            sent = house.browsers["student" if other == role else other].token if other else token
            place = house.world.places["home"]
            path, data = routes.path_of(house, route.endpoint, place), routes.data_for(house, route.endpoint, place)
            answer = house.ask(role, path, data, token=sent, at=MOMENTS.get(route.endpoint, ""))
            if answer.status_code != 400:
                wrong.append(f"{route} as {role}: {answer.status_code}")
    assert wrong == []


def test_a_token_in_the_address_counts_for_nothing(house):
    browser = house.browsers["captain"]
    with house.unchanged("a token in the address"):
        answer = house.ask("captain", f"/accounts/sign-out?csrf_token={browser.token}", {}, token=None)
    assert answer.status_code == 400


def test_the_method_cannot_be_changed_by_a_field_or_a_header(house):
    data = {"_method": "POST", "csrf_token": house.browsers["captain"].token}
    with house.unchanged("a GET request that says it is a POST"):
        answer = house.ask("captain", "/accounts/sign-out", method="GET", query_string=data,
                           headers={"X-HTTP-Method-Override": "POST"})
    assert answer.status_code == 405


def test_a_json_body_needs_the_token_too(house):
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    with house.unchanged("a JSON body"):
        answer = house.ask("captain", "/accounts/consents/photo/give", method="POST", headers=headers,
                           json={"csrf_token": house.browsers["captain"].token})
    assert answer.status_code == 400
    assert answer.json["code"] == "form_expired"


def test_a_refused_form_says_what_to_do(house):
    answer = house.ask("captain", "/accounts/profile", {"family_name": "x"}, token="wrong")
    assert "reload the page and send the form again" in answer.get_data(as_text=True)


def test_the_right_token_in_the_header_is_enough(house):
    """htmx and saving by itself send it there."""
    token = {"X-CSRFToken": house.browsers["captain"].token}
    assert house.ask("captain", "/accounts/consents/photo/give", {}, token=None, headers=token).status_code == 303
    assert house.ask("captain", "/accounts/consents/photo/withdraw", {}, token=VALID).status_code == 303
