"""Nobody reaches what belongs to another edition: not by an address, and not by an id in a form."""

from __future__ import annotations

import pytest

from tests.security import routes
from tests.security.routes import MOMENTS
from tests.security.table import rows

pytestmark = pytest.mark.backends("sqlite", "postgresql")
# A link with a seal or a token that is not of this edition is no longer good for anything.
GONE = (404, 410)
# Who stands in the other edition where these stand here.
SAME_PLACE = {"visitor": "visitor", "guest": "captain", "foreign_judge": "judge", "foreign_organizer": "organizer",
              "administrator": "administrator"}


@pytest.mark.backends("sqlite")
def test_addresses_with_ids_of_another_edition_lead_nowhere(house):
    """Whoever may do it to things of their own edition finds nothing; the others are refused as always."""
    home, other = house.world.places["home"], house.world.places["other"]
    wrong = []
    with house.unchanged("a request with another edition's ids"):
        for (route, where), marks in rows().items():
            if where or not names_a_thing(house, route):
                continue
            path = routes.path_of(house, route.endpoint, home, edition=other.key)
            for role, same in SAME_PLACE.items():
                data = None if route.method == "GET" else routes.data_for(house, route.endpoint, home)
                answer = house.ask(role, path, data, at=MOMENTS.get(route.endpoint, ""))
                allowed = {"+": (), ".": (), "-": (403,), "s": (303, 401), "r": (409,)}[marks[same]] + GONE
                if answer.status_code not in allowed:
                    wrong.append(f"{route} as {role}: {answer.status_code}")
    assert wrong == []


def names_a_thing(house, route):
    known = routes.arguments_of(house.app, route.endpoint)
    return "edition" in known and bool(known - {"edition", "form"})  # a form of a file is nobody's


def test_people_and_things_of_another_edition_cannot_be_named_in_forms(house):
    home, other, people = house.world.places["home"], house.world.places["other"], house.world.people
    sent = [
        ("organizer", "judging.assign", {"judge_id": people["foreign_judge"]}, 404),
        ("organizer", "judging.unassign", {"judge_id": people["foreign_judge"], "reason": "x"}, 404),
        ("captain", "teams.remove_member", {"member_id": people["guest"]}, 409),
        ("captain", "teams.hand_over_captaincy", {"member_id": people["guest"]}, 409),
        ("organizer", "teams.remove_mentor", {"user_id": other.mentor_id}, 404),
        ("captain", "projects.edit_project", {"challenge_id": other.challenge_id, "title": "x", "version": "2"}, 422),
        ("judge", "judging.save_scorecard", {f"c{other.criteria[0]}": "3", "version": "1"}, 404),
        ("judge", "results.cast_ballot", {"vote": other.vote_id}, 404),
        ("judge", "judging.finish_scorecard", {f"c{other.criteria[0]}": "3", "version": "1"}, 404),
    ]  # fmt: skip
    answers, wanted = {}, {}
    with house.unchanged("a form that names another edition's things"):
        for role, endpoint, data, status in sent:
            path = routes.path_of(house, endpoint, home)
            answers[endpoint] = house.ask(role, path, data, at=MOMENTS.get(endpoint, "")).status_code
            wanted[endpoint] = status
    assert answers == wanted


def test_people_of_another_team_cannot_be_named_in_forms(house):
    home, people = house.world.places["home"], house.world.people
    with house.unchanged("a form that names another team's people"):
        for endpoint in ("teams.remove_member", "teams.hand_over_captaincy"):
            for name in ("rival", "student", "judge", "administrator"):
                data = {"member_id": people[name]}
                assert house.ask("captain", routes.path_of(house, endpoint, home), data).status_code == 409


def test_links_of_another_edition_are_worth_nothing(house):
    home, other = house.world.places["home"], house.world.places["other"]
    codes = {
        house.ask("student", f"/{other.key}/{link}").status_code
        for link in (f"join/{home.invite}", f"judging/invitation/{home.invitation}")
    }
    assert codes <= {404, 410}
