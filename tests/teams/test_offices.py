"""Who decides about an event, or helps in it, is in none of its teams: not even when both are pressed at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hackathon import clock
from hackathon.accounts import tokens
from hackathon.editions import scope
from hackathon.editions.models import EditionRole, Role, RoleInvitation
from hackathon.rules.schedule import Stage
from hackathon.teams import invites
from hackathon.teams.models import Membership, Mentorship, Team
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once

TIMES = 4


@pytest.fixture
def edition(app):
    return factories.edition(Stage.REGISTRATION)


def mentor(edition, person):
    return factories.mentor(factories.team(edition, 1, name="The mentored"), person)


OFFICES = {
    "organizer": (factories.organizer, "Organizers cannot be in one of its teams", "take the role from you first"),
    "judge": (factories.judge, "Judges cannot be in one of its teams", "remove you from the jury first"),
    "mentor": (mentor, "Mentors cannot be in one of its teams", "remove you as a mentor first"),
}


def link(team):
    return f"/{team.edition.key}/join/{invites.token_for(team, 'only for tests')}"


def invitation(edition, person):
    """Invite somebody to the jury, and return the link."""
    token = f"token-{person.id}"
    row = RoleInvitation(
        edition_id=edition.id, email=person.email, email_key=person.email_key, role=Role.JUDGE,
        token_hash=tokens.digest(token), created_at=clock.now(), expires_at=clock.now() + timedelta(days=1),
    )
    factories.committed(lambda: factories.add(row))()
    return f"/{edition.key}/judging/invitation/{token}"


def parts(edition, person):
    """Return what somebody is in the edition."""
    afresh()
    with scope.of(edition.id):
        memberships = Membership.query.filter_by(user_id=person.id).count()
        roles = [str(role) for role in EditionRole.query.with_entities(EditionRole.role).filter_by(user_id=person.id)
                 .order_by(EditionRole.role).all() for role in role]
        return ["member"] * memberships + roles + ["mentor"] * Mentorship.query.filter_by(user_id=person.id).count()


@pytest.mark.parametrize("office", OFFICES)
def test_an_organizer_judge_or_mentor_founds_no_team(edition, new_client, office):
    appoint, why, next_step = OFFICES[office]
    person = factories.student(edition)
    browser, url = new_client().sign_in(person), f"/{edition.key}/teams/found"
    form = find_form(browser.get(url))
    appoint(edition, person)
    for answer in (browser.get(url), send(browser, url, form, {"name": "Ours"})):
        assert answer.status_code == 409
        assert (why in text_of(answer), next_step in text_of(answer)) == (True, True)
    assert why in text_of(browser.get(f"/{edition.key}/my-team"))
    assert parts(edition, person) == [office]


@pytest.mark.parametrize("office", OFFICES)
def test_an_organizer_judge_or_mentor_joins_no_team(edition, new_client, office):
    appoint, why, next_step = OFFICES[office]
    person, url = factories.user(), link(factories.team(edition, 1))
    browser = new_client().sign_in(person)
    form = find_form(browser.get(url))
    appoint(edition, person)
    page = browser.get(url)
    assert (why in text_of(page), next_step in text_of(page), 'type="submit">Join' in page.text) == (True, True, False)
    answer = send(browser, url, form, {})
    assert (answer.status_code, why in text_of(answer)) == (409, True)
    assert parts(edition, person) == [office]


def test_offices_of_another_edition_keep_nobody_out(edition, new_client):
    elsewhere = factories.edition(Stage.REGISTRATION)
    person = factories.judge(elsewhere, factories.organizer(elsewhere, mentor(elsewhere, factories.user())))
    assert new_client().sign_in(person).submit(link(factories.team(edition, 1))).status_code == 303
    assert parts(edition, person) == ["member"]


def test_a_member_of_a_team_is_not_accepted_into_the_jury_until_the_team_is_left(edition, new_client):
    team = factories.team(edition, 2)
    person = factories.members(team)[1]
    browser, url = new_client().sign_in(person), invitation(edition, person)
    page = browser.get(url)
    assert "Who takes part cannot be on its jury" in text_of(page)
    assert "Accept and join" not in text_of(page)
    token = find_form(browser.get("/accounts/profile")).values()["csrf_token"][0]
    answer = browser.post(url, data={"csrf_token": token})
    assert (answer.status_code, "Leave your team first" in text_of(answer)) == (409, True)
    assert parts(edition, person) == ["member"]
    browser.submit(f"/{edition.key}/teams/{team.id}", form=f"/teams/{team.id}/leave")
    assert browser.submit(url, form="/invitation/").status_code == 303
    assert parts(edition, person) == ["judge"]


def test_a_mentor_of_a_team_may_judge_the_others(edition, new_client):
    person = mentor(edition, factories.user())
    assert new_client().sign_in(person).submit(invitation(edition, person), form="/invitation/").status_code == 303
    assert parts(edition, person) == ["judge", "mentor"]


@pytest.mark.parametrize("role", ["judge", "organizer"])
def test_an_administrator_gives_no_role_to_somebody_who_is_in_a_team(edition, new_client, role):
    person = factories.members(factories.team(edition, 1))[0]
    admin, page = new_client().sign_in(factories.administrator()), f"/admin/users/{person.id}"
    answer = admin.submit(page, {"edition_key": edition.key, "role": role}, form="/roles/grant")
    assert answer.status_code == 409
    assert "The person has to leave the team first" in text_of(answer)
    assert f'href="{page}"' in answer.text
    elsewhere = factories.edition()
    assert admin.submit(page, {"edition_key": elsewhere.key, "role": role}, form="/roles/grant").status_code == 303
    assert (parts(edition, person), parts(elsewhere, person)) == (["member"], [role])


def test_somebody_who_is_in_another_team_becomes_no_mentor(edition, new_client):
    person, team = factories.members(factories.team(edition, 1))[0], factories.team(edition, 1)
    organizer = new_client().sign_in(factories.organizer(edition))
    page = f"/{edition.key}/organize/teams/{team.id}"
    answer = organizer.submit(page, {"email": person.email}, form="/mentors")
    assert (answer.status_code, "in another team of this event" in text_of(answer)) == (422, True)
    assert parts(edition, person) == ["member"]


def pressing(browser, url, form=None, changes=None):
    """Read the form beforehand, so that only the pressing is left."""
    found = find_form(browser.get(url), form) if form else find_form(browser.get(url))
    return lambda: send(browser, url, found, changes or {})


def appointments(edition, person, new_client):
    """Return the ways into an office, each ready to be pressed."""
    admin, organizer = (new_client().sign_in(who) for who in (factories.administrator(), factories.organizer(edition)))
    granting = {"edition_key": edition.key, "role": "judge"}
    mentored = f"/{edition.key}/organize/teams/{factories.team(edition, 1).id}"
    return {
        "accepted": lambda: pressing(new_client().sign_in(person), invitation(edition, person), "/invitation/"),
        "granted": lambda: pressing(admin, f"/admin/users/{person.id}", "/roles/grant", granting),
        "mentor": lambda: pressing(organizer, mentored, "/mentors", {"email": person.email}),
    }


@pytest.mark.parametrize("way", ["accepted", "granted", "mentor"])
@pytest.mark.parametrize("entrance", ["join", "found"])
def test_of_a_seat_and_an_office_pressed_at_once_one_is_given(app, edition, new_client, way, entrance):
    for _ in range(TIMES):
        person = factories.student(edition)
        office = appointments(edition, person, new_client)[way]()
        student = new_client().sign_in(person)
        into = (pressing(student, link(factories.team(edition, 1))) if entrance == "join" else
                pressing(student, f"/{edition.key}/teams/found", changes={"name": f"Team of {person.id}"}))
        answers = at_once(office, into)
        refused = 422 if way == "mentor" and answers[0].status_code != 303 else 409
        assert sorted(answer.status_code for answer in answers) == [303, refused]
        assert len(parts(edition, person)) == 1


def test_the_tables_hold_no_half_done_founding(edition, new_client):
    """A refused founder leaves neither a team nor a project behind."""
    person = factories.student(edition)
    founding = pressing(new_client().sign_in(person), f"/{edition.key}/teams/found", changes={"name": "Nobody's"})
    factories.judge(edition, person)
    assert founding().status_code == 409
    with scope.of(edition.id):
        assert Team.query.count() == 0
