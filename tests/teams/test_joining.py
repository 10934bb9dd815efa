"""An invite link shows where it leads, and lets in who is allowed, one press later."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from hackathon.accounts.models import ConsentPurpose
from hackathon.editions import scope
from hackathon.editions.models import Registration
from hackathon.rules.schedule import Stage
from hackathon.teams import invites
from hackathon.teams.models import Membership, Team
from tests import factories
from tests.support.forms import find_form, send, text_of

SECRET = "only for tests"


def link(team):
    return f"/{team.edition.key}/join/{invites.token_for(team, SECRET)}"


def member_ids(team):
    with scope.of(team.edition_id):
        return {each.user_id for each in Membership.query.filter_by(team_id=team.id)}


def test_captain_finds_the_link_and_a_registered_person_joins_by_it(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    page = new_client().sign_in(factories.members(team)[0]).get(f"/{edition.key}/teams/{team.id}")
    found = re.search(rf'value="http://[^"]*(/{edition.key}/join/[^"]+)"', page.text)[1]
    assert found == link(team)
    person = factories.student(edition)
    client = new_client().sign_in(person)
    assert client.get(found).status_code == 200
    assert person.id not in member_ids(team)
    answer = client.submit(found)
    assert (answer.status_code, answer.location) == (303, f"/{edition.key}/my-team")
    assert person.id in member_ids(team)


def test_a_visitor_sees_the_team_and_comes_back_after_signing_in(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 2)
    captain, other = factories.members(team)
    factories.consent(captain, ConsentPurpose.PUBLIC_NAME)
    answer = client.get(link(team))
    words = text_of(answer)
    assert answer.status_code == 200
    assert team.name in words
    assert captain.name in words
    assert other.family_name not in answer.text
    assert "@example.kz" not in answer.text
    assert f'href="/accounts/sign-in?next={link(team)}"' in answer.text.replace("%2F", "/")
    assert client.post(link(team)).status_code in (400, 401)
    assert len(member_ids(team)) == 2


def test_somebody_not_registered_is_registered_on_the_way(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    person = factories.user()
    client.sign_in(person)
    assert client.submit(link(team)).status_code == 303
    assert person.id in member_ids(team)
    with scope.of(edition.id):
        assert Registration.query.filter_by(user_id=person.id).count() == 1


def test_after_registration_closed_only_registered_people_join(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    stranger, registered = factories.user(), factories.student(edition)
    set_clock(edition.registration_closes)
    page = new_client().sign_in(stranger).get(link(team))
    assert "You are not registered" in text_of(page)
    client = new_client().sign_in(stranger)
    answer = client.post(link(team), data={"csrf_token": find_token(client)})
    assert answer.status_code == 409
    assert new_client().sign_in(registered).submit(link(team)).status_code == 303
    assert member_ids(team) == {factories.members(team)[0].id, registered.id}


def find_token(client):
    """Take the token of any form, to press a button that is not shown."""
    page = client.get("/accounts/profile")
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]


def test_a_full_team_leaves_a_stranger_unregistered(app, client):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=2)
    team = factories.team(edition, 2)
    person = factories.user()
    client.sign_in(person)
    assert "The team is full" in text_of(client.get(link(team)))
    answer = client.post(link(team), data={"csrf_token": find_token(client)})
    assert answer.status_code == 409
    assert "2 members" in text_of(answer)
    with scope.of(edition.id):
        assert Registration.query.filter_by(user_id=person.id).count() == 0


def test_a_member_of_another_team_stays_there(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    team, own = factories.team(edition, 1), factories.team(edition, 2)
    person = factories.members(own)[1]
    client.sign_in(person)
    answer = client.post(link(team), data={"csrf_token": find_token(client)})
    assert answer.status_code == 409
    assert "already belong to a team" in text_of(answer)
    assert person.id not in member_ids(team)


@pytest.mark.parametrize("made", ["revoked", "forged", "other edition", "closed", "disqualified", "nonsense", "huge"])
def test_links_that_are_no_longer_good_get_one_answer(app, client, made):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    client.sign_in(factories.student(edition))
    url = link(team)
    if made == "revoked":
        factories.committed(lambda: setattr(factories.db.session.get(Team, team.id), "invite_version", 2))()
    elif made == "forged":
        url = url[:-1] + ("A" if url[-1] != "A" else "B")
    elif made == "other edition":
        url = url.replace(edition.key, factories.edition(Stage.REGISTRATION).key)
    elif made == "closed":
        team = factories.team(edition, 1, closed_at=edition.announced_at)
        url = link(team)
    elif made == "disqualified":
        team = factories.team(edition, 1, admission="disqualified", admission_reason="plagiarism")
        url = link(team)
    else:
        url = f"/{edition.key}/join/" + {"nonsense": "no-such-token", "huge": "9" * 40 + "-1-" + "A" * 22}[made]
    page = client.get(url)
    assert page.status_code == 410
    assert "This invitation link is no longer valid." in page.text
    assert "plagiarism" not in page.text
    assert client.post(url, data={"csrf_token": find_token(client)}).status_code == 410


def test_replacing_the_link_makes_the_old_one_useless(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    old = link(team)
    captain = new_client().sign_in(factories.members(team)[0])
    page = f"/{edition.key}/teams/{team.id}"
    assert captain.submit(page, form=f"/teams/{team.id}/invite").status_code == 303
    newcomer = new_client().sign_in(factories.student(edition))
    assert newcomer.get(old).status_code == 410
    factories.db.session.expire_all()
    assert newcomer.submit(link(team)).status_code == 303


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_people_join_until_the_tick_at_which_submissions_close(app, client, set_clock, tick, status):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 1)
    person = factories.student(edition)
    set_clock(edition.submissions_close - timedelta(hours=1))
    page = client.sign_in(person).get(link(team))
    set_clock(edition.submissions_close + timedelta(microseconds=tick))
    assert send(client, link(team), find_form(page), {}).status_code == status
    assert (person.id in member_ids(team)) is (status == 303)
