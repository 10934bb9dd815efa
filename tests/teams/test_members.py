"""What members and the captain do with their team, and what nobody else can."""

from __future__ import annotations

import pytest

from hackathon.editions import scope
from hackathon.outbox.models import OutgoingEmail
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Membership, Team
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, forms_of, send, text_of
from tests.support.races import at_once


@pytest.fixture
def team(app):
    return factories.team(factories.edition(Stage.REGISTRATION), 3)


def page(team):
    return f"/{team.edition.key}/teams/{team.id}"


def parts(team):
    afresh()
    with scope.of(team.edition_id):
        found = Membership.query.filter_by(team_id=team.id).order_by(Membership.slot)
        return [(each.user_id, str(each.part)) for each in found]


def letters():
    return [(each.recipient, each.subject) for each in OutgoingEmail.query.order_by(OutgoingEmail.id)]


def pressing(client, team, button, member=None):
    """Press one of the page's buttons; of several alike the one for a member."""
    answer = client.get(page(team))
    for form in forms_of(answer):
        if form.action.endswith(button) and (member is None or form.values().get("member_id") == [str(member.id)]):
            return send(client, page(team), form, {})
    raise AssertionError(f"no button {button}")


def test_a_member_leaves(team, client):
    captain, leaving, other = factories.members(team)
    answer = pressing(client.sign_in(leaving), team, "/leave")
    assert (answer.status_code, answer.location) == (303, f"/{team.edition.key}/my-team")
    assert [user_id for user_id, _ in parts(team)] == [captain.id, other.id]


def test_a_captain_alone_cannot_leave_and_is_told_what_to_do(team, client):
    """Whom others follow may leave: see succession in test_ways_in."""
    alone = factories.team(team.edition, 1)
    shown = client.sign_in(factories.members(alone)[0]).get(page(alone))
    assert not [form for form in forms_of(shown) if form.action.endswith("/leave")]
    token = find_form(shown, "/close").values()["csrf_token"][0]
    answer = client.post(f"{page(alone)}/leave", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "Hand the captaincy to another member first" in text_of(answer)
    assert len(parts(alone)) == 1


@pytest.mark.parametrize("named", [False, True])
def test_when_the_captain_leaves_the_one_named_leads_or_who_is_there_longest(team, client, named):
    captain, second, third = factories.members(team)
    form = find_form(client.sign_in(captain).get(page(team)), "/leave")
    changes = {"successor_id": str(third.id)} if named else {}
    assert send(client, page(team), form, changes).status_code == 303
    assert parts(team) == [(second.id, "member" if named else "captain"), (third.id, "captain" if named else "member")]


def test_a_removed_member_is_told_and_the_old_link_is_useless(team, client):
    captain, removed, other = factories.members(team)
    answer = pressing(client.sign_in(captain), team, "/remove", removed)
    assert answer.status_code == 303
    assert [user_id for user_id, _ in parts(team)] == [captain.id, other.id]
    assert letters() == [(removed.email, f"You were removed from the team “{team.name}”")]
    factories.db.session.expire_all()
    with scope.of(team.edition_id):
        assert Team.query.one().invite_version == 2


def test_the_captaincy_is_handed_over_to_a_member(team, client):
    captain, heir, other = factories.members(team)
    assert pressing(client.sign_in(captain), team, "/captaincy", heir).status_code == 303
    assert parts(team) == [(captain.id, "member"), (heir.id, "captain"), (other.id, "member")]
    assert [recipient for recipient, _ in letters()] == [heir.email]


@pytest.mark.parametrize("member_id", ["0", "", "x", "999999999999999999999", "-1"])
def test_nobody_outside_the_team_is_removed_or_made_captain(team, client, member_id):
    client.sign_in(factories.members(team)[0])
    token = find_form(client.get(page(team)), "/close").values()["csrf_token"][0]
    for button in ("remove", "captaincy"):
        answer = client.post(f"{page(team)}/{button}", data={"csrf_token": token, "member_id": member_id})
        assert answer.status_code == 409, button
    assert [part for _, part in parts(team)] == ["captain", "member", "member"]


def test_a_member_of_another_team_is_not_reached_through_the_form(team, client):
    stranger = factories.members(factories.team(team.edition, 1))[0]
    client.sign_in(factories.members(team)[0])
    token = find_form(client.get(page(team)), "/close").values()["csrf_token"][0]
    data = {"csrf_token": token, "member_id": stranger.id}
    assert client.post(f"{page(team)}/remove", data=data).status_code == 409
    assert client.post(f"{page(team)}/captaincy", data=data).status_code == 409


@pytest.mark.parametrize("button", ["invite", "close", "remove", "captaincy", "rename"])
def test_only_the_captain_presses_the_captains_buttons(team, new_client, button):
    member, stranger = factories.members(team)[1], factories.student(team.edition)
    organizer = factories.organizer(team.edition)
    for person in (member, stranger, organizer):
        client = new_client().sign_in(person)
        token = find_form(client.get("/accounts/profile")).values()["csrf_token"][0]
        data = {"csrf_token": token, "member_id": member.id, "name": "Other"}
        assert client.post(f"{page(team)}/{button}", data=data).status_code == 403
    assert len(parts(team)) == 3


def test_a_team_is_renamed_unless_the_name_looks_like_another(team, client):
    factories.team(team.edition, 1, name="COPA")
    client.sign_in(factories.members(team)[0])
    refused = client.submit(f"{page(team)}/rename", {"name": "СОРА"})
    assert refused.status_code == 422
    assert "looks the same" in text_of(refused)
    assert client.submit(f"{page(team)}/rename", {"name": "Жаңа ат"}).status_code == 303
    assert "Жаңа ат" in client.get(page(team)).text


def test_a_closed_team_frees_its_members_and_leaves_the_public(team, new_client):
    captain, *others = factories.members(team)
    project = factories.submitted_project(team)
    assert pressing(new_client().sign_in(captain), team, "/close").status_code == 303
    assert parts(team) == []
    assert sorted(recipient for recipient, _ in letters()) == sorted(person.email for person in others)
    assert new_client().get(page(team)).status_code == 404
    assert new_client().get(f"/{team.edition.key}/projects/{project.id}").status_code == 404
    client = new_client().sign_in(captain)
    assert client.get(f"/{team.edition.key}/projects/{project.id}/edit").status_code == 404
    assert client.submit(f"/{team.edition.key}/teams/found", {"name": "Anew"}).status_code == 303


def test_after_submissions_closed_the_team_stays_as_it_is_but_may_change_its_captain(team, new_client, set_clock):
    captain, heir, _ = factories.members(team)
    set_clock(team.edition.submissions_close)
    client = new_client().sign_in(captain)
    shown = client.get(page(team))
    assert [form.action for form in forms_of(shown) if form.inside_main] == []
    token = _token(client)
    for button in ("close", "remove"):
        data = {"csrf_token": token, "member_id": heir.id}
        assert client.post(f"{page(team)}/{button}", data=data).status_code == 409
    assert client.post(f"{page(team)}/captaincy", data={"csrf_token": token, "member_id": heir.id}).status_code == 303
    assert [part for _, part in parts(team)] == ["member", "captain", "member"]


def _token(client):
    return find_form(client.get("/accounts/profile")).values()["csrf_token"][0]


def test_two_captaincies_handed_over_at_once_leave_one_captain(team, new_client):
    captain, first, second = factories.members(team)

    def handing(heir):
        client = new_client().sign_in(captain)
        url, data = f"{page(team)}/captaincy", {"csrf_token": _token(client), "member_id": heir.id}
        return lambda: client.post(url, data=data)

    answers = at_once(handing(first), handing(second))
    # The later one is refused: by the permission if it was read after the first, by the team's own row otherwise.
    assert sorted(answer.status_code for answer in answers) in ([303, 403], [303, 409])
    assert sorted(part for _, part in parts(team)) == ["captain", "member", "member"]
