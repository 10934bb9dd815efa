"""A team hands its project in: reviewed, frozen, with a receipt; one press is one submission."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from hackathon.db import canonical_json
from hackathon.editions import scope
from hackathon.outbox.models import OutgoingEmail
from hackathon.projects import queries
from hackathon.projects.content import content_of, digest_of
from hackathon.projects.models import Project, Submission
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once
from tests.support.remote import RemoteBrowser
from tests.support.sql import count_statements


@pytest.fixture
def project(app):
    return factories.project(factories.team(factories.edition(Stage.SUBMISSIONS), 2))


@pytest.fixture
def member(project, new_client):
    return new_client().sign_in(factories.members(project.team)[0])


def page(project, what="submit"):
    return f"/{project.edition.key}/projects/{project.id}/{what}"


def submissions(project):
    afresh()
    with scope.of(project.edition_id):
        return Submission.query.filter_by(project_id=project.id).order_by(Submission.number).all()


def stored(project):
    afresh()
    with scope.of(project.edition_id):
        return Project.query.filter_by(id=project.id).one()


def edit(client, project, **changes):
    answer = client.submit(page(project, "edit"), changes, form=page(project, "edit"))
    assert answer.status_code == 303


def test_what_was_reviewed_is_frozen_with_its_digest(member, project):
    answer = member.submit(page(project))
    assert (answer.status_code, answer.location) == (303, page(project, "receipt"))
    [submission] = submissions(project)
    assert submission.content["description"] == "We **reuse** jars."
    assert submission.sha256 == hashlib.sha256(canonical_json(submission.content).encode()).hexdigest()
    assert (submission.number, submission.title) == (1, project.title)
    assert (stored(project).status, stored(project).submission_number) == ("submitted", 1)
    receipt = member.get(answer.location)
    assert submission.sha256 in receipt.text
    downloaded = member.get(page(project, "receipt.json"))
    assert hashlib.sha256(downloaded.data).hexdigest() == submission.sha256
    assert downloaded.headers["Content-Disposition"].startswith("attachment")


def test_every_member_gets_a_receipt_in_the_own_language(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS)
    people = [factories.student(edition, language=language) for language in ("en", "ru")]
    project = factories.project(factories.team(edition, people), title="Jars *and* lids")
    new_client().sign_in(people[0]).submit(page(project))
    [submission] = submissions(project)
    letters = {each.recipient: each for each in OutgoingEmail.query}
    assert set(letters) == {person.email for person in people}
    assert all(submission.sha256 in letter.text for letter in letters.values())
    assert letters[people[0].email].subject == "Submitted: Jars *and* lids"
    assert letters[people[1].email].language == "ru"
    assert f"/{edition.key}/projects/{project.id}/receipt" in letters[people[1].email].text


def test_what_is_missing_is_listed_and_nothing_is_submitted(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS)
    project = factories.project(factories.team(edition, 1), title="", pitch="", description="", challenge_id=None)
    client = new_client().sign_in(factories.members(project.team)[0])
    answer = client.get(page(project))
    words = text_of(answer)
    for missing in ("The project has no title.", "The idea in one sentence is missing.", "The description is empty.",
                    "No challenge is chosen.", "A team needs at least 2 members to submit, and yours has 1."):
        assert missing in words
    assert "Submit the project" not in words
    token = find_form(client.get("/accounts/profile")).values()["csrf_token"][0]
    with scope.of(edition.id):
        digest = digest_of(content_of(stored(project)))
    refused = client.post(page(project), data={"csrf_token": token, "digest": digest, "key": "a"})
    assert refused.status_code == 422
    assert submissions(project) == []


def test_submitting_again_replaces_what_the_jury_sees(member, project):
    first = project.title
    member.submit(page(project))
    edit(member, project, title="Second thoughts")
    assert "has changed since you submitted it" in member.get(page(project, "edit")).text
    assert member.submit(page(project)).status_code == 303
    assert [(each.number, each.title) for each in submissions(project)] == [(1, first), (2, "Second thoughts")]
    assert "has changed since" not in member.get(page(project, "receipt")).text
    with scope.of(project.edition_id):
        assert queries.latest_submission(stored(project)).number == 2


def test_pressing_twice_submits_once(member, project):
    form = find_form(member.get(page(project)), page(project))
    for _ in range(2):
        assert send(member, page(project), form, {}).status_code == 303
    assert len(submissions(project)) == 1
    assert OutgoingEmail.query.count() == 2


def test_the_same_content_is_not_submitted_twice(member, project):
    member.submit(page(project))
    assert "Exactly this is submitted" in text_of(member.get(page(project)))
    assert len(submissions(project)) == 1


def test_a_double_click_in_the_same_moment_submits_once(member, project):
    url = page(project)
    form = find_form(member.get(url), url)
    answers = at_once(*[lambda: send(member, url, form, {})] * 4)
    assert [answer.status_code for answer in answers] == [303] * 4
    assert [each.number for each in submissions(project)] == [1]
    assert OutgoingEmail.query.count() == 2


def test_members_who_submit_at_the_same_moment_submit_once(project, new_client):
    url = page(project)

    def pressing(person):
        client = new_client().sign_in(person)
        form = find_form(client.get(url), url)
        return lambda: send(client, url, form, {})

    answers = at_once(*[pressing(person) for person in factories.members(project.team)])
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [each.number for each in submissions(project)] == [1]


def test_worker_processes_agree_on_one_submission(project, start_server):
    url, people = page(project), factories.members(project.team)
    server = start_server(workers=3)

    def pressing(person):
        client = RemoteBrowser(server.url).sign_in(person)
        form = find_form(client.get(url), url)
        return lambda: send(client, url, form, {})

    answers = at_once(*[pressing(person) for person in people * 3])
    assert [answer.status_code for answer in answers] == [303] * 6
    assert [each.number for each in submissions(project)] == [1]


def test_what_a_team_mate_changed_after_the_review_is_not_submitted_unseen(member, project, new_client):
    form = find_form(member.get(page(project)), page(project))
    edit(new_client().sign_in(factories.members(project.team)[1]), project, title="Changed meanwhile")
    answer = send(member, page(project), form, {})
    assert answer.status_code == 409
    assert "Changed meanwhile" in text_of(answer)
    assert submissions(project) == []
    assert send(member, page(project), find_form(answer, page(project)), {}).status_code == 303
    assert submissions(project)[0].title == "Changed meanwhile"


@pytest.mark.parametrize("sent", [{}, {"digest": "x" * 1_000_000}, {"digest": "\x00", "key": "\x00"}])
def test_a_form_without_what_the_page_gave_is_refused(member, project, sent):
    token = find_form(member.get(page(project)), page(project)).values()["csrf_token"][0]
    answer = member.post(page(project), data={"csrf_token": token, **sent})
    assert answer.status_code == 409
    assert submissions(project) == []


@pytest.mark.parametrize(("tick", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_a_project_is_submitted_until_the_closing_tick(project, client, set_clock, tick, status):
    closes = project.edition.submissions_close
    set_clock(closes - timedelta(hours=1))
    client.sign_in(factories.members(project.team)[0])
    form = find_form(client.get(page(project)), page(project))
    set_clock(closes + timedelta(microseconds=tick))
    answer = send(client, page(project), form, {})
    assert answer.status_code == status
    assert len(submissions(project)) == (1 if status == 303 else 0)
    if status == 409:
        assert "The deadline has passed" in text_of(answer)


@pytest.mark.parametrize(("tick", "status"), [(-1, 409), (0, 303), (1, 303)])
def test_a_project_is_submitted_from_the_opening_tick_on(app, client, set_clock, tick, status):
    edition = factories.edition(Stage.REGISTRATION)
    project = factories.project(factories.team(edition, 2))
    set_clock(edition.submissions_open + timedelta(microseconds=tick))
    client.sign_in(factories.members(project.team)[0])
    answer = client.get(page(project))
    assert ("Submissions are not open yet" in text_of(answer)) is (status == 409)
    token = find_form(client.get("/accounts/profile")).values()["csrf_token"][0]
    with scope.of(edition.id):
        digest = digest_of(content_of(stored(project)))
    answer = client.post(page(project), data={"csrf_token": token, "digest": digest, "key": "k"})
    assert answer.status_code == status


def test_the_same_press_after_the_deadline_still_leads_to_the_receipt(project, client, set_clock):
    closes = project.edition.submissions_close
    set_clock(closes - timedelta(seconds=1))
    client.sign_in(factories.members(project.team)[0])
    form = find_form(client.get(page(project)), page(project))
    assert send(client, page(project), form, {}).status_code == 303
    set_clock(closes)
    assert send(client, page(project), form, {}).status_code == 303
    assert len(submissions(project)) == 1


def test_a_disqualified_team_cannot_submit(app, client):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 2, admission="disqualified", admission_reason="Copied")
    project = factories.project(team)
    client.sign_in(factories.members(team)[0])
    assert "Copied" in text_of(client.get(page(project)))
    token = find_form(client.get("/accounts/profile")).values()["csrf_token"][0]
    assert client.post(page(project), data={"csrf_token": token}).status_code == 409
    assert submissions(project) == []


def test_a_teams_pages_say_that_it_has_not_submitted_and_how_long_is_left(member, project):
    for url in (page(project, "edit"), f"/{project.edition.key}/teams/", f"/{project.edition.key}/", "/"):
        answer = member.get(url)
        assert "Your team has NOT submitted a project." in answer.text
        assert "14 days" in answer.text
    member.submit(page(project))
    answer = member.get(f"/{project.edition.key}/teams/")
    assert "NOT submitted" not in answer.text
    assert "is submitted." in answer.text


def test_submitting_does_not_make_an_open_editor_out_of_date(member, project):
    form = find_form(member.get(page(project, "edit")), page(project, "edit"))
    member.submit(page(project))
    assert send(member, page(project, "edit"), form, {"title": "Anew"}).status_code == 303


def test_submitting_takes_few_statements(member, project):
    form = find_form(member.get(page(project)), page(project))
    with count_statements() as statements:
        assert send(member, page(project), form, {}).status_code == 303
    assert len(statements) <= 13, "\n\n".join(statements)
