"""An administrator who takes the role away does to a judge's projects what an organizer does who removes the judge."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import EditionRole
from hackathon.judging import queries
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, ScorecardStatus
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def admin(new_client):
    return new_client().sign_in(factories.administrator())


def handed_in(edition, number):
    return [factories.submitted_project(factories.team(edition)) for _ in range(number)]


def assigned():
    query = select(JudgeAssignment).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    return {(each.judge_id, each.project_id) for each in db.session.scalars(query)}


def revoke(admin, person):
    return admin.submit(f"/admin/users/{person.id}", form="/roles/revoke")


def test_open_projects_are_dealt_again_and_finished_cards_stay(admin, edition):
    leaving, staying = factories.judge(edition), factories.judge(edition)
    finished, begun, waiting = handed_in(edition, 3)
    factories.scorecard(finished, leaving)
    factories.scorecard(begun, leaving, status=ScorecardStatus.DRAFT, finished_at=None)
    factories.assignment(waiting, leaving)
    answer = revoke(admin, leaving)
    assert answer.status_code == 303
    assert "2 projects of the judge were dealt again" in forms.text_of(admin.get(answer.location))
    assert assigned() == {(leaving.id, finished.id), (staying.id, begun.id), (staying.id, waiting.id)}
    with scope.of(edition.id):
        assert [card.project for card in queries.finished_cards()] == [finished.id]
    verbs = select(AuditEntry).where(AuditEntry.verb.in_(["judge.removed", "role.revoked"])).order_by(AuditEntry.id)
    removed, revoked = db.session.scalars(verbs)
    assert removed.details == {"user_id": leaving.id, "projects": [begun.id, waiting.id], "redealt": 2,
                               "finished": False}
    assert (removed.edition_id, revoked.details["role"]) == (edition.id, "judge")


def test_projects_that_nobody_can_take_are_shown_as_short(admin, edition, new_client):
    judge, organizer = factories.judge(edition), new_client().sign_in(factories.organizer(edition))
    [project] = handed_in(edition, 1)
    factories.assignment(project, judge)
    answer = revoke(admin, judge)
    assert "0 projects of the judge were dealt again" in forms.text_of(admin.get(answer.location))
    assert assigned() == set()
    board = organizer.get(f"/{edition.key}/organize/judging/?show=projects")
    assert "2 judges short" in forms.text_of(board)
    assert "1 project has too few judges" in forms.text_of(organizer.get(f"/{edition.key}/organize/judging/"))


def test_role_of_another_edition_takes_nothing_here(admin, edition):
    elsewhere = factories.edition(Stage.JUDGING)
    judge = factories.judge(elsewhere, factories.judge(edition))
    [here], [there] = handed_in(edition, 1), handed_in(elsewhere, 1)
    factories.assignment(here, judge)
    factories.assignment(there, judge)
    token = forms.find_form(admin.get(f"/admin/users/{judge.id}"), "/roles/grant").values()["csrf_token"][0]
    gone = {"csrf_token": token, "edition_key": elsewhere.key, "role": "judge"}
    assert admin.post(f"/admin/users/{judge.id}/roles/revoke", data=gone).status_code == 303
    assert assigned() == {(judge.id, here.id)}
    assert db.session.scalars(select(EditionRole.edition_id).filter_by(user_id=judge.id)).all() == [edition.id]


def test_an_organizers_role_ends_without_touching_the_jury(admin, edition):
    person, [project] = factories.organizer(edition), handed_in(edition, 1)
    factories.assignment(project, factories.judge(edition))
    before = assigned()
    answer = revoke(admin, person)
    assert "dealt again" not in forms.text_of(admin.get(answer.location))
    assert assigned() == before


def test_administrator_and_organizer_who_remove_a_judge_at_once_deal_once(admin, edition, new_client):
    organizer = new_client().sign_in(factories.organizer(edition))
    leaving, staying, [project] = factories.judge(edition), factories.judge(edition), handed_in(edition, 1)
    factories.assignment(project, leaving)
    page, removal = f"/admin/users/{leaving.id}", f"/{edition.key}/organize/judging/judges/{leaving.id}/remove"
    revoking = forms.find_form(admin.get(page), "/roles/revoke")
    removing = forms.find_form(organizer.get(removal))
    answers = at_once(
        lambda: forms.send(admin, page, revoking, {}),
        lambda: forms.send(organizer, removal, removing, {"reason": "Fell ill", "cards": "keep"}),
    )
    assert answers[0].status_code == 303
    assert answers[1].status_code in (303, 404)
    assert assigned() == {(staying.id, project.id)}
