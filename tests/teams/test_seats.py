"""The last seat goes to one person, and a person to one team, however many press at the same moment."""

from __future__ import annotations

import pytest

from hackathon.editions import scope
from hackathon.rules.schedule import Stage
from hackathon.teams import invites
from hackathon.teams.models import Membership, Team
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once
from tests.support.remote import RemoteBrowser

RUSH = 6


def link(team):
    return f"/{team.edition.key}/join/{invites.token_for(team, 'only for tests')}"


def ready(client, url):
    """Read the form beforehand, so that only the pressing is left."""
    form = find_form(client.get(url))
    return lambda: send(client, url, form, {})


def slots(team):
    afresh()
    with scope.of(team.edition_id):
        return sorted(each.slot for each in Membership.query.filter_by(team_id=team.id))


@pytest.mark.parametrize("registered", [True, False], ids=["registered", "registering on the way"])
def test_of_many_who_press_for_the_last_seat_one_gets_in(app, new_client, registered):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=3)
    team = factories.team(edition, 2)
    url = link(team)
    people = [factories.student(edition) if registered else factories.user() for _ in range(RUSH)]
    answers = at_once(*[ready(new_client().sign_in(person), url) for person in people])
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (RUSH - 1)
    assert all("already has 3 members" in text_of(answer) for answer in answers if answer.status_code == 409)
    assert slots(team) == [1, 2, 3]


def test_somebody_who_joins_several_teams_at_once_is_in_one(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    teams = [factories.team(edition, 1) for _ in range(RUSH)]
    person = factories.student(edition)
    answers = at_once(*[ready(new_client().sign_in(person), link(team)) for team in teams])
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (RUSH - 1)
    with scope.of(edition.id):
        assert Membership.query.filter_by(user_id=person.id).count() == 1


def test_one_name_founds_one_team_at_the_same_moment(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    url = f"/{edition.key}/teams/found"

    def founding(client):
        form = find_form(client.get(url))
        return lambda: send(client, url, form, {"name": "Only one"})

    people = [factories.student(edition) for _ in range(RUSH)]
    answers = at_once(*[founding(new_client().sign_in(person)) for person in people])
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * (RUSH - 1)
    with scope.of(edition.id):
        assert Team.query.count() == Membership.query.count() == 1


def test_a_seat_that_was_left_is_taken_again(app, new_client):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=3)
    team = factories.team(edition, 3)
    leaving = new_client().sign_in(factories.members(team)[1])
    leaving.submit(f"/{edition.key}/teams/{team.id}", form=f"/teams/{team.id}/leave")
    assert slots(team) == [1, 3]
    assert new_client().sign_in(factories.student(edition)).submit(link(team)).status_code == 303
    assert slots(team) == [1, 2, 3]


def test_worker_processes_share_the_last_seat_too(app, start_server):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=3)
    team = factories.team(edition, 2)
    url, people = link(team), [factories.student(edition) for _ in range(RUSH)]
    server = start_server(workers=3)
    answers = at_once(*[ready(RemoteBrowser(server.url).sign_in(person), url) for person in people])
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (RUSH - 1)
    assert slots(team) == [1, 2, 3]
