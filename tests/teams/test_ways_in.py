"""Invitations, requests, the list of those who look, mentors and succession: each walked through HTTP once."""

from __future__ import annotations

import re
from datetime import timedelta

from hackathon import clock, invariants
from hackathon.accounts import actions_person
from hackathon.outbox.models import OutgoingEmail
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Mentorship
from hackathon.teams.models_joining import JoinRequest, TeamInvitation
from hackathon.teams.models_pool import PoolEntry
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, forms_of, text_of
from tests.support.sql import count_statements

WISH = {"languages": ["ru"], "skills": ["data"], "words": "Oʻktam oʻgʻli, Әуезов, Ҷумъа, Ýşşägül"}


def letters(address):
    afresh()
    rows = OutgoingEmail.query.filter_by(recipient=address).order_by(OutgoingEmail.id)
    return [(row.subject, row.text) for row in rows]


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+?)>?\s", letter[1] + " ")[1]


def team_of(person):
    afresh()
    found = Membership.query.filter_by(user_id=person.id).one_or_none()
    return found.team_id if found else None


def test_an_invitation_by_letter_works_for_its_address_once_and_closes_the_others(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    teams = [factories.team(edition, 1) for _ in range(2)]
    captains = [factories.members(each)[0] for each in teams]
    invited, stranger = factories.user(email="Invited@example.kz"), factories.student(edition)
    for team, captain in zip(teams, captains, strict=True):
        client, own = new_client().sign_in(captain), f"/{edition.key}/teams/{team.id}/invitations"
        said = []
        for address in ("nobody@example.kz", "invited@example.kz"):
            answer = client.submit(own, {"email": address}, form=f"{own}/letter")
            said.append((answer.status_code, answer.location, "is on its way" in client.get(f"{own}?lang=en").text))
        assert said == [(303, own, True)] * 2
    link = link_in(letters("invited@example.kz")[0])
    assert "another address" in text_of(new_client().sign_in(stranger).get(link))
    client = new_client().sign_in(invited)
    token = find_form(client.get(link)).values()["csrf_token"]
    assert team_of(invited) is None
    assert client.submit(link).status_code == 303
    assert team_of(invited) == teams[0].id
    assert client.post(link, data={"csrf_token": token}).status_code == 410
    assert [each.closing for each in TeamInvitation.query.filter_by(email_key="invited@example.kz").order_by("id")] == [
        "accepted", "seated"]  # fmt: skip
    assert letters(captains[1].email)[-1][0].startswith("No longer open")
    assert "invited@example.kz" in letters(captains[1].email)[-1][1]


def test_links_are_used_once_or_end_or_are_taken_back(app, new_client, set_clock):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    captain, own = factories.members(team)[0], f"/{edition.key}/teams/{team.id}/invitations"
    client = new_client().sign_in(captain)
    client.submit(own, {"uses": "once"}, form=f"{own}/link")
    shown = client.get(own).text
    once = re.search(r'value="https?://[^/]+(/[^"]+/join/i[^"]+)"', shown)[1]
    first, second, third = (factories.student(edition) for _ in range(3))
    assert new_client().sign_in(first).submit(once).status_code == 303
    assert new_client().sign_in(second).get(once).status_code == 410
    assert new_client().get(once[:-1] + ("A" if once[-1] != "A" else "B")).status_code == 410
    ends = (clock.now() + timedelta(hours=30)).strftime("%Y-%m-%dT%H:%M")
    assert client.submit(own, {"uses": "many", "ends": "2020-01-01T10:00"}, form=f"{own}/link").status_code == 422
    client.submit(own, {"uses": "many", "ends": ends}, form=f"{own}/link")
    many = re.search(r'value="https?://[^/]+(/[^"]+/join/i[^"]+)"', client.get(own).text)[1]
    assert new_client().sign_in(second).submit(many).status_code == 303
    set_clock(clock.now() + timedelta(hours=36))
    assert new_client().sign_in(third).get(many).status_code == 410
    client = new_client().sign_in(captain)
    client.submit(own, {"uses": "many"}, form=f"{own}/link")
    client.submit(own, form="/revoke")
    assert "No invitation is open" in text_of(client.get(own))


def test_people_and_teams_find_each_other_and_a_request_is_answered(app, new_client):
    edition = factories.edition(Stage.REGISTRATION, team_size_max=3)
    seeking, refusing = factories.team(edition, 2), factories.team(edition, 1)
    person, rival, outsider = factories.student(edition), factories.student(edition), factories.user()
    base = f"/{edition.key}/find-a-team"
    for team in (seeking, refusing):
        client = new_client().sign_in(factories.members(team)[0])
        own = f"/{edition.key}/teams/{team.id}"
        assert client.submit(f"{own}/looking", WISH).status_code == 303
    client = new_client().sign_in(person)
    assert client.submit(f"{base}/me", {"words": "x"}).status_code == 422
    assert client.submit(f"{base}/me", WISH).status_code == 303
    assert person.email not in client.get(f"{base}/people").text
    assert person.name in text_of(client.get(f"{base}/people?skill=data&language=ru&q=ҷумъа"))
    assert person.name not in text_of(client.get(f"{base}/people?skill=law"))
    for reader, status in ((outsider, 403), (factories.judge(edition), 403), (factories.organizer(edition), 200)):
        assert new_client().sign_in(reader).get(f"{base}/people").status_code == status
    for team in (seeking, refusing):
        url = f"/{edition.key}/teams/{team.id}/ask"
        assert client.submit(url, {"words": "Take me"}).status_code == 303
        assert client.submit(url, {"words": "Again"}).status_code == 409
    url = f"/{edition.key}/teams/{seeking.id}/ask"
    assert new_client().sign_in(rival).submit(url, {}).status_code == 303
    captain = new_client().sign_in(factories.members(seeking)[0])
    page = captain.get(f"/{edition.key}/teams/{seeking.id}")
    form = next(each for each in forms_of(page) if "/requests/" in each.action)
    accept = {"csrf_token": form.values()["csrf_token"], "step": "accept", "words": "Welcome"}
    assert captain.post(form.action, data=accept).status_code == 303
    assert captain.post(form.action, data=accept).status_code == 409
    assert team_of(person) == seeking.id
    afresh()
    assert {(each.user_id, each.closing) for each in JoinRequest.query} == {
        (person.id, "accepted"), (person.id, "seated"), (rival.id, "full")}  # fmt: skip
    assert PoolEntry.query.count() == 0
    assert "Welcome" in letters(person.email)[-1][1]
    assert "is closed" in letters(rival.email)[-1][0]
    assert letters(factories.members(refusing)[0].email)[-1][0].startswith("No longer open")


def test_a_captain_is_succeeded_when_leaving_withdrawing_or_closing_the_account(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 4)
    first, second, third, fourth = factories.members(team)
    own = f"/{edition.key}/teams/{team.id}"

    def captain():
        afresh()
        return Membership.query.filter_by(team_id=team.id, part="captain").one().user_id

    client = new_client().sign_in(first)
    token = find_form(client.get(own), "/close").values()["csrf_token"]
    stranger = {"csrf_token": token, "successor_id": factories.student(edition).id}
    assert client.post(f"{own}/leave", data=stranger).status_code in (409, 422)
    assert client.submit(own, {"successor_id": str(third.id)}, form=f"{own}/leave").status_code == 303
    assert captain() == third.id
    assert letters(fourth.email)[-1][0].endswith("has a new captain")
    mine = f"/{edition.key}/my-registration"
    assert new_client().sign_in(third).submit(mine, form=f"{mine}/withdraw").status_code == 303
    assert captain() == second.id
    actions_person.close_account(factories.actor(second), second, now=clock.now())
    assert captain() == fourth.id
    assert new_client().sign_in(fourth).submit(mine, form=f"{mine}/withdraw").status_code == 303
    assert captain() == fourth.id if team_of(fourth) else True
    assert [each for each in invariants.faults(app.extensions["settings"].uploads_path) if "captain" in each] == []


def test_a_teacher_without_an_account_becomes_a_mentor_and_resigns(app, new_client):
    edition = factories.edition(Stage.REGISTRATION)
    team = factories.team(edition, 1)
    captain, own = factories.members(team)[0], f"/{edition.key}/teams/{team.id}"
    client = new_client().sign_in(captain)
    assert client.submit(f"{own}/mentors", {"email": "teacher@example.kz"}).status_code == 303
    link = link_in(letters("teacher@example.kz")[0])
    assert "Create an account" in text_of(new_client().get(f"{link}?lang=en"))
    assert "another address" in text_of(client.get(link))
    teacher = factories.user(email="teacher@example.kz", category="teacher")
    reader = new_client().sign_in(teacher)
    assert reader.submit(link).status_code == 303
    afresh()
    assert Mentorship.query.one().user_id == teacher.id
    assert teacher.name in text_of(client.get(own))
    assert letters(captain.email)[-1][0].endswith(team.name)
    assert reader.submit(own, form=f"{own}/mentors/resign").status_code == 303
    afresh()
    assert Mentorship.query.count() == 0


def test_a_list_of_many_costs_as_many_statements_as_one_of_few(app, client):
    edition = factories.edition(Stage.REGISTRATION)
    client.sign_in(factories.student(edition))
    url, made = f"/{edition.key}/find-a-team/people", []
    for number in (2, 12):
        for _ in range(number):
            add_entry(edition)
        client.get(url)
        with count_statements() as counted:
            assert client.get(url).status_code == 200
        made.append(len(counted))
    assert made[0] == made[1]


@factories.committed
def add_entry(edition):
    person = factories.student(edition)
    factories.add(PoolEntry(edition_id=edition.id, user_id=person.id, since=clock.now(), languages=["ru"], words="Hi"))
