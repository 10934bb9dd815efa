"""A registered person founds a team and leads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hackathon.editions import scope
from hackathon.projects.models import Project
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Team
from tests import factories
from tests.support.forms import find_form, send, text_of


def teams_of(edition):
    with scope.of(edition.id):
        return Team.query.order_by(Team.id).all()


def test_founder_becomes_captain_of_a_team_with_an_empty_project(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    person = factories.student(edition)
    client.sign_in(person)
    answer = client.submit(f"/{edition.key}/teams/found", {"name": "  Қайта   өңдеу "})
    assert (answer.status_code, answer.location) == (303, f"/{edition.key}/my-team")
    [team] = teams_of(edition)
    with scope.of(edition.id):
        [seat] = Membership.query.all()
        [project] = Project.query.all()
    assert (team.name, team.admission, seat.user_id, seat.part, seat.slot) == (
        "Қайта өңдеу", "pending", person.id, "captain", 1,
    )
    assert (project.team_id, project.title, project.status) == (team.id, "", "draft")


def test_somebody_not_registered_is_told_to_register_first(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    client.sign_in(factories.user())
    answer = client.get(f"/{edition.key}/teams/found")
    assert answer.status_code == 409
    assert f'href="/{edition.key}/register"' in answer.text
    assert client.post(f"/{edition.key}/teams/found", data={"name": "X"}).status_code in (400, 409)
    assert teams_of(edition) == []


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 81, "a\x00b", "\u202eabc", "a\u200bb", "!!!", "x" * 1_000_000, "ﷺ" * 80],
    ids=["empty", "blanks", "long", "nul", "bidi", "zero width", "no letter", "megabyte", "grows when folded"],
)
def test_a_bad_name_is_refused_beside_the_field_and_kept(app, client, name):
    edition = factories.edition(Stage.REGISTRATION)
    client.sign_in(factories.student(edition))
    answer = client.submit(f"/{edition.key}/teams/found", {"name": name})
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert teams_of(edition) == []


def test_a_name_that_looks_like_another_is_taken_and_free_again_after_closing(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    first = factories.team(edition, 1, name="COB")
    other = new_client().sign_in(factories.student(edition))
    answer = other.submit(f"/{edition.key}/teams/found", {"name": "СОВ"})
    assert answer.status_code == 422
    assert 'value="СОВ"' in answer.text
    new_client().sign_in(factories.members(first)[0]).submit(
        f"/{edition.key}/teams/{first.id}", {}, form=f"/teams/{first.id}/close"
    )
    assert other.submit(f"/{edition.key}/teams/found", {"name": "СОВ"}).status_code == 303


def test_the_same_name_is_free_in_another_edition(app, client):
    taken = factories.team(factories.edition(Stage.REGISTRATION), 1, name="Same")
    edition = factories.edition(Stage.REGISTRATION)
    client.sign_in(factories.student(edition))
    assert client.submit(f"/{edition.key}/teams/found", {"name": taken.name}).status_code == 303


def test_somebody_with_a_team_cannot_found_another(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    client.sign_in(factories.members(team)[0])
    answer = client.submit(f"/{edition.key}/teams/found", {"name": "Second"})
    assert answer.status_code == 409
    assert "already belong to a team" in text_of(answer)
    assert [each.name for each in teams_of(edition)] == [team.name]


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_teams_are_founded_until_the_tick_at_which_submissions_close(app, client, set_clock, tick, status):
    edition = factories.edition(Stage.SUBMISSIONS)
    person = factories.student(edition)
    set_clock(edition.submissions_close - timedelta(hours=1))
    page = client.sign_in(person).get(f"/{edition.key}/teams/found")
    set_clock(edition.submissions_close + timedelta(microseconds=tick))
    answer = send(client, f"/{edition.key}/teams/found", find_form(page), {"name": "Last minute"})
    assert answer.status_code == status
    assert len(teams_of(edition)) == (1 if status == 303 else 0)
