"""Organizers admit and disqualify teams, name mentors, and see how far everybody is."""

from __future__ import annotations

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.editions import scope
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects import queries
from hackathon.rules.project_status import ProjectStatus
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Mentorship, Team
from tests import factories
from tests.support.forms import find_form, send, text_of
from tests.support.sql import count_statements


@pytest.fixture
def edition(app):
    return factories.edition(Stage.SUBMISSIONS)


@pytest.fixture
def organizer(edition, new_client):
    return new_client().sign_in(factories.organizer(edition))


def page(team):
    return f"/{team.edition.key}/organize/teams/{team.id}"


def admission(team):
    with scope.of(team.edition_id):
        return Team.query.filter_by(id=team.id).one().admission


def letters(name):
    return sorted(each.recipient for each in OutgoingEmail.query if name in each.subject)


def test_a_team_is_admitted_and_told(edition, organizer):
    team = factories.team(edition, 2, admission="pending")
    assert organizer.submit(page(team), form="/admit").status_code == 303
    assert admission(team) == "admitted"
    assert letters("is admitted") == sorted(person.email for person in factories.members(team))


def test_a_team_is_disqualified_with_a_reason_and_may_not_work_any_more(edition, organizer, new_client):
    team = factories.team(edition, 2)
    project = factories.project(team)
    member = new_client().sign_in(factories.members(team)[1])
    answer = organizer.submit(page(team), {"reason": "The code is copied."}, form="/disqualify")
    assert answer.status_code == 303
    assert admission(team) == "disqualified"
    assert letters("is disqualified") == sorted(person.email for person in factories.members(team))
    letter = OutgoingEmail.query.first()
    assert "The code is copied." in letter.text
    entry = AuditEntry.query.filter_by(verb="team.disqualified").one()
    assert (entry.details, entry.personal) == ({}, {"reason": "The code is copied."})
    url = f"/{edition.key}/projects/{project.id}"
    assert "The code is copied." in text_of(member.get(f"{url}/edit"))
    assert "The organizers have disqualified your team." in member.get(f"/{edition.key}/").text
    saved = member.submit(f"{url}/edit", {"title": "Anew"}, form=f"/projects/{project.id}/edit")
    assert saved.status_code == 409


def test_a_reason_is_needed(edition, organizer):
    team = factories.team(edition, 1)
    for reason in ("", "   ", "x" * 1001, "a\x00b"):
        answer = organizer.submit(page(team), {"reason": reason}, form="/disqualify")
        assert answer.status_code == 422
    assert admission(team) == "admitted"


def test_a_disqualified_team_is_admitted_again(edition, organizer):
    team = factories.team(edition, 1, admission="disqualified", admission_reason="Why")
    assert organizer.submit(page(team), form="/admit").status_code == 303
    assert admission(team) == "admitted"
    assert "Why" not in organizer.get(page(team)).text


def test_an_admitted_team_is_not_admitted_twice(edition, organizer):
    team = factories.team(edition, 1, admission="pending")
    form = find_form(organizer.get(page(team)), "/admit")
    assert send(organizer, page(team), form, {}).status_code == 303
    assert send(organizer, page(team), form, {}).status_code == 409
    assert len(letters("is admitted")) == 1


def test_a_mentor_is_named_by_address_and_removed(edition, organizer):
    team = factories.team(edition, 1)
    mentor = factories.user(email="mentor@example.kz")
    adding = f"{page(team)}/mentors"
    assert organizer.submit(page(team), {"email": " Mentor@Example.KZ"}, form=adding).status_code == 303
    assert letters("You are a mentor") == ["mentor@example.kz"]
    again = organizer.submit(page(team), {"email": "mentor@example.kz"}, form=adding)
    assert again.status_code == 422
    assert organizer.submit(page(team), form="/remove-mentor").status_code == 303
    with scope.of(edition.id):
        assert Mentorship.query.filter_by(user_id=mentor.id).count() == 0


@pytest.mark.parametrize("email", ["nobody@example.kz", "no address", "", "x" * 300, "MEMBER"])
def test_a_wrong_mentor_is_refused_beside_the_field(edition, organizer, email):
    team = factories.team(edition, 1)
    email = factories.members(team)[0].email if email == "MEMBER" else email
    answer = organizer.submit(page(team), {"email": email}, form="/mentors")
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    with scope.of(edition.id):
        assert Mentorship.query.count() == 0


def test_only_organizers_of_this_edition_come_in(edition, new_client):
    team = factories.team(edition, 2)
    elsewhere = factories.organizer(factories.edition(Stage.SUBMISSIONS))
    people = (factories.members(team)[0], factories.judge(edition), elsewhere)
    for person in people:
        client = new_client().sign_in(person)
        assert client.get(page(team)).status_code == 403
        assert client.get(f"/{edition.key}/organize/teams/").status_code == 403


def make_one_of_each(edition):
    made = {name: factories.team(edition, 1, name=name) for name in ("Empty", "Begun", "Done", "Moved on")}
    factories.project(made["Empty"], title="", pitch="", description="")
    factories.project(made["Begun"], title="Half")
    factories.submitted_project(made["Done"])
    moved = factories.submitted_project(made["Moved on"])
    factories.committed(lambda: setattr(moved, "saved_at", edition.submissions_close))()
    return made


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Begun", "Done", "Empty", "Moved on"]),
        ("state=none", ["Empty"]),
        ("state=draft", ["Begun"]),
        ("state=submitted", ["Done"]),
        ("state=changed", ["Moved on"]),
        ("sort=-name", ["Moved on", "Empty", "Done", "Begun"]),
        ("sort=-state", ["Done", "Moved on", "Begun", "Empty"]),
        ("q=MOVED", ["Moved on"]),
        ("q=nothing+like+it", []),
        ("sort=nonsense&admission=nonsense&state=nonsense&page=zz", ["Begun", "Done", "Empty", "Moved on"]),
        ("admission=closed", []),
        ("admission=admitted&q=%25", []),
    ],
)
def test_the_list_is_filtered_sorted_and_searched(edition, organizer, asked, names):
    make_one_of_each(edition)
    factories.team(factories.edition(Stage.SUBMISSIONS), 1, name="Elsewhere")
    answer = organizer.get(f"/{edition.key}/organize/teams/?{asked}")
    assert answer.status_code == 200
    shown = [name for name in answer.text.split(">") if name.endswith("</a") and name[:-3] in
             ("Empty", "Begun", "Done", "Moved on", "Elsewhere")]
    assert [name[:-3] for name in shown] == names


def test_a_team_is_found_by_a_members_address(edition, organizer):
    team = factories.team(edition, 1, name="Findable")
    factories.team(edition, 1, name="Other")
    answer = organizer.get(f"/{edition.key}/organize/teams/", query_string={"q": factories.members(team)[0].email})
    assert "Findable" in text_of(answer)
    assert "Other" not in text_of(answer)


def test_the_list_asks_the_database_as_often_for_30_teams_as_for_one(edition, organizer):
    counts = []
    for more in (1, 29):
        for _ in range(more):
            factories.submitted_project(factories.team(edition, 2))
        with count_statements() as statements:
            assert organizer.get(f"/{edition.key}/organize/teams/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_disqualified_projects_submission_is_not_counted(edition, app):
    team = factories.team(edition, 1, admission="disqualified")
    factories.submitted_project(team)
    kept = factories.submitted_project(factories.team(edition, 1))
    with scope.of(edition.id):
        assert [each.id for each in queries.submitted_projects()] == [kept.id]
        assert queries.counts() == {ProjectStatus.DRAFT: 0, ProjectStatus.SUBMITTED: 1}
