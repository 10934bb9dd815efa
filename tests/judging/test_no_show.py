"""A team that did not appear: out of all queues, without a place and never zero, until it is taken back."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.errors import AlreadyPublished
from hackathon.judging import queries, queries_docket, queries_next
from hackathon.judging.actions_no_show import Absence, undo_no_show
from hackathon.judging.models import JudgeAssignment, MarkEntry
from hackathon.judging.models_jury import NoShow
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def world(edition, new_client):
    class World:
        judge = factories.judge(edition)
        done, other = (factories.submitted_project(factories.team(edition)) for _ in range(2))
        organizer = new_client().sign_in(factories.organizer(edition))
        board = f"/{edition.key}/organize/judging/"

    factories.scorecard(World.done, World.judge)
    factories.assignment(World.other, World.judge)
    World.page = f"{World.board}projects/{World.done.id}/no-show"
    return World


def statuses(project):
    db.session.expire_all()
    return set(db.session.scalars(select(JudgeAssignment.status).where(JudgeAssignment.project_id == project.id)))


def last_status(edition):
    with scope.of(edition.id):
        entries = db.session.scalars(select(MarkEntry.content).order_by(MarkEntry.number))
        return json.loads(list(entries)[-1])["status"]


def test_no_show_leaves_the_queue_counts_nothing_and_stays_in_the_chain(world, edition, new_client):
    assert "1 finished scorecard stops counting" in forms.text_of(world.organizer.get(world.page))
    assert world.organizer.submit(world.page, {"reason": " "}).status_code == 422
    assert world.organizer.submit(world.page, {"reason": "Nobody came, nobody answered"}).status_code == 303
    assert (statuses(world.done), last_status(edition)) == ({"no_show"}, "no_show")
    with scope.of(edition.id):
        assert queries.finished_cards() == []
        assert world.done.id not in queries_docket.docket(2).projects
        assert world.done.id not in queries_next.seats()
    queue = new_client().sign_in(world.judge).get(f"/{edition.key}/judging/")
    assert world.done.title not in forms.text_of(queue)
    shown = forms.text_of(world.organizer.get(f"{world.board}?show=projects"))
    assert "Nobody came, nobody answered" in shown
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "judging.no_show_noted"))
    assert (entry.details, entry.personal) == ({"project": world.done.id}, {"reason": "Nobody came, nobody answered"})


def test_judge_who_saves_afterwards_is_told_that_the_team_did_not_appear(world, edition, new_client):
    browser, page = new_client().sign_in(world.judge), f"/{edition.key}/judging/{world.done.id}"
    form = forms.find_form(browser.get(page))
    world.organizer.submit(world.page, {"reason": "Nobody came"})
    answer = forms.send(browser, page, form, {})
    assert answer.status_code == 409
    assert "did not appear" in forms.text_of(answer)


def test_no_show_can_be_taken_back_and_everything_is_as_before(world, edition):
    world.organizer.submit(world.page, {"reason": "Nobody came"})
    assert world.organizer.submit(world.page, {"reason": "They were in the other hall"}).status_code == 303
    assert (statuses(world.done), last_status(edition)) == ({"assigned"}, "finished")
    with scope.of(edition.id):
        assert [card.project for card in queries.finished_cards()] == [world.done.id]
        assert db.session.scalar(select(NoShow)) is None


def test_judge_who_left_meanwhile_does_not_get_an_unfinished_project_back(world, edition):
    page = f"{world.board}projects/{world.other.id}/no-show"
    world.organizer.submit(page, {"reason": "Nobody came"})
    world.organizer.submit(f"{world.board}judges/{world.judge.id}/remove", {"reason": "Ill", "cards": "keep"})
    world.organizer.submit(page, {"reason": "They came"})
    assert statuses(world.other) == {"removed"}
    assert statuses(world.done) == {"assigned"}


def note(world, browser, project):
    page = f"{world.board}projects/{project.id}/no-show"
    form = forms.find_form(browser.get(page))
    return lambda: forms.send(browser, page, form, {"reason": "Nobody came"})


def test_noting_twice_at_once_notes_once(world, edition, new_client):
    second = new_client().sign_in(factories.organizer(edition))
    answers = at_once(note(world, world.organizer, world.done), note(world, second, world.done))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "judging.no_show_noted")).all()) == 1


def test_a_save_and_a_no_show_at_the_same_moment_leave_no_card_that_counts(world, edition, new_client):
    browser, page = new_client().sign_in(world.judge), f"/{edition.key}/judging/{world.other.id}"
    form = forms.find_form(browser.get(page))
    marks = {f"c{criterion.id}": "3" for criterion in edition.round.criteria}
    saved, noted = at_once(
        lambda: forms.send(browser, f"{page}/finish", form, marks), note(world, world.organizer, world.other)
    )
    assert (saved.status_code in (303, 409), noted.status_code) == (True, 303)
    assert statuses(world.other) == {"no_show"}
    with scope.of(edition.id):
        assert [card.project for card in queries.finished_cards()] == [world.done.id]


def test_project_of_another_edition_or_a_draft_is_not_found(world, edition):
    foreign = factories.submitted_project(factories.team(factories.edition(Stage.JUDGING)))
    draft = factories.project(factories.team(edition))
    for project in (foreign, draft):
        assert world.organizer.get(f"{world.board}projects/{project.id}/no-show").status_code == 404


def test_results_say_that_the_team_did_not_appear(world, edition, set_clock, new_client):
    factories.scorecard(factories.submitted_project(factories.team(edition)), world.judge)
    world.organizer.submit(world.page, {"reason": "Nobody came"})
    chair = new_client().sign_in(factories.chair(edition, world.judge))
    set_clock(edition.round.judging_closes)
    preview = f"/{edition.key}/organize/results"
    assert "1 team did not appear" in forms.text_of(world.organizer.get(preview))
    assert world.organizer.submit(preview, form="organize/results/propose").status_code == 303
    assert chair.submit(f"/{edition.key}/chair/results", form="chair/results/confirm").status_code == 303
    shown = new_client().get(f"/{edition.key}/results?lang=en")
    line = forms.text_of(shown).split(world.done.title)[1]
    assert "Did not appear 0" in line
    assert "Did not appear" in new_client().get(f"/{edition.key}/results.csv?lang=en").get_data(as_text=True)
    own = new_client().sign_in(factories.members(world.done.team)[0])
    assert "Your team did not appear" in forms.text_of(own.get(f"/{edition.key}/results?lang=en"))
    world.organizer.get(world.page)
    actor = factories.actor(factories.organizer(edition))
    with scope.of(edition.id), pytest.raises(AlreadyPublished):
        undo_no_show(actor, edition, Absence(world.done.id, "They came"), now=edition.round.judging_closes)
