"""An edition that is not announced does not exist for anybody but its people."""

from __future__ import annotations

import pytest

from tests.security import routes
from tests.security.routes import MOMENTS
from tests.security.table import rows
from tests.security.walk import CHANGING

pytestmark = pytest.mark.backends("sqlite")  # the rule is asked before any query of the page
OUTSIDERS = ("visitor", "student", "captain", "rival", "mentor", "foreign_judge", "foreign_organizer")
# The way in for those who were invited; what is asked by a link says nothing of the edition to others.
BY_LINK = ("judging.accept_invitation", "judging.join_jury")


def test_outsiders_find_no_page_and_no_form_of_a_hidden_edition(house):
    hidden, wrong = house.world.places["hidden"], []
    with house.unchanged("a request of somebody who may not even know the edition"):
        for (route, where), _ in rows().items():
            if where or route.endpoint in BY_LINK or "edition" not in routes.arguments_of(house.app, route.endpoint):
                continue
            path = routes.path_of(house, route.endpoint, hidden)
            data = None if route.method == "GET" else {}
            for role in OUTSIDERS:
                briefly = {} if role == "visitor" else {"Accept": "application/json"}
                answer = house.ask(role, path, data, at=MOMENTS.get(route.endpoint, ""), headers=briefly)
                if answer.status_code != 404:
                    wrong.append(f"{route} as {role}: {answer.status_code}")
    assert wrong == []


def test_a_hidden_edition_answers_like_one_that_does_not_exist(house):
    hidden = house.world.places["hidden"]
    for path in ("/", "/teams/", "/results", "/results.csv", "/organize/", "/judging/", "/nonsense"):
        for role in ("visitor", "captain", "foreign_organizer"):
            answers = [house.ask(role, f"/{key}{path}") for key in (hidden.key, "kz-1999")]
            first, second = ((each.status_code, read(each, hidden)) for each in answers)
            assert first == second, f"{path} as {role}"


def read(answer, hidden):
    """Give the bytes of an answer without the token of its form, and with one key for both editions."""
    return CHANGING.sub(b"", answer.get_data()).replace(b"kz-1999", hidden.key.encode())


def test_an_invitation_to_a_hidden_edition_needs_its_token(house):
    hidden = house.world.places["hidden"]
    for role in ("visitor", "student", "foreign_organizer"):
        for data in (None, {}):
            answers = [house.ask(role, f"/{key}/judging/invitation/guessed", data) for key in (hidden.key, "kz-1999")]
            first, second = (read(each, hidden) for each in answers)
            assert [each.status_code for each in answers] == [404, 404]
            assert first == second, f"{role} {data}"
    invited = house.ask("student", f"/{hidden.key}/judging/invitation/{hidden.invitation}")
    assert invited.status_code == 200
