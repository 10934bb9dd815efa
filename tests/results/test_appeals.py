"""A captain appeals in time, once; organizers answer; until then the results are preliminary."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hackathon import clock
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from hackathon.results.models import PublishedResults
from hackathon.results.models_deliberation import Appeal
from tests import factories
from tests.results.worlds import chair_of, published
from tests.support import forms
from tests.support.clients import afresh

WORDS = {"grounds": "The second judge is our teacher's brother.", "request": "Please look again."}


@pytest.fixture
def world(app, new_client):
    return published(new_client, [[5, 4, 3], [4, 4, 4]], [[2, 2, 2]])


@pytest.fixture
def captain(world, new_client):
    return new_client().sign_in(factories.members(world.projects[0].team)[0])


def appeal_page(world):
    return f"{world.results}/appeal"


def until():
    afresh()
    return db.session.query(PublishedResults).one().appeals_until


def appeals():
    afresh()
    return db.session.query(Appeal).all()


def test_a_captain_appeals_once_and_only_organizers_and_the_chair_read_it(world, captain, new_client, client):
    form = forms.find_form(captain.get(appeal_page(world)))
    assert forms.send(captain, appeal_page(world), form, WORDS).status_code == 303
    assert forms.send(captain, appeal_page(world), form, WORDS).status_code == 409
    assert len(appeals()) == 1
    rival = new_client().sign_in(factories.members(world.projects[1].team)[0])
    readers = {"organizer": new_client().sign_in(world.organizer), "chair": chair_of(client, world)}
    listed = f"{world.url}/organize/results/appeals"
    for browser in readers.values():
        assert "our teacher" in browser.get(listed).text
    assert "our teacher" not in rival.get(appeal_page(world)).text
    for path in (listed, world.results, appeal_page(world)):
        for browser in (client, new_client().sign_in(world.judges[1])):
            assert "our teacher" not in browser.get(path).text
    written = {each.recipient for each in db.session.query(OutgoingEmail).filter(
        OutgoingEmail.unique_key.like("appeal-filed%"))}
    assert written == {world.organizer.email, world.chair.email}


def test_the_team_reads_the_answer(world, captain, new_client):
    captain.submit(appeal_page(world), WORDS)
    organizer, url = new_client().sign_in(world.organizer), f"{world.url}/organize/results/appeals/{appeals()[0].id}"
    assert organizer.submit(url, {"answer": "No brother of his."}).status_code == 422
    answer = {"outcome": "dismissed", "answer": "They are not related."}
    form = forms.find_form(organizer.get(url))
    assert [forms.send(organizer, url, form, answer).status_code for _ in range(2)] == [303, 409]
    member = new_client().sign_in(factories.members(world.projects[0].team)[1])
    page = forms.text_of(member.get(appeal_page(world)))
    assert "They are not related." in page
    assert "Dismissed" in page
    afresh()
    letters = db.session.query(OutgoingEmail).filter(OutgoingEmail.unique_key.like("appeal-answered%")).all()
    assert len(letters) == 2
    assert all("not related" not in each.text for each in letters)


@pytest.mark.parametrize("offset", [-1, 0])
def test_the_window_is_half_open(world, captain, set_clock, offset):
    form = forms.find_form(captain.get(appeal_page(world)))
    set_clock(until() + timedelta(microseconds=offset))
    answer = forms.send(captain, appeal_page(world), form, WORDS)
    assert (answer.status_code, len(appeals())) == ((303, 1) if offset < 0 else (409, 0))
    if offset == 0:
        assert "The time for appeals is over" in answer.text
        assert "teacher" in answer.text


def test_a_member_who_is_not_captain_a_judge_and_a_visitor_cannot_appeal(world, new_client, client):
    captain_form = {**WORDS}
    member = new_client().sign_in(factories.members(world.projects[0].team)[1])
    token = forms.forms_of(member.get(appeal_page(world)))[0].values()["csrf_token"]
    assert member.post(appeal_page(world), data={"csrf_token": token, **captain_form}).status_code == 403
    judge = new_client().sign_in(world.judges[1])
    assert judge.get(appeal_page(world)).status_code == 404
    assert client.get(appeal_page(world)).status_code == 303
    assert appeals() == []


def test_results_are_preliminary_until_all_is_over_and_answered(world, captain, client, new_client, set_clock):
    assert "Preliminary until" in client.get(world.results).text
    captain.submit(appeal_page(world), WORDS)
    set_clock(until())
    # The page was kept for visitors: the moment alone makes it out of date.
    page = client.get(world.results).text
    assert "have not answered all appeals yet" in page
    organizer = new_client().sign_in(world.organizer)
    url = f"{world.url}/organize/results/appeals/{appeals()[0].id}"
    organizer.submit(url, {"outcome": "upheld", "answer": "You are right."})
    page = forms.text_of(client.get(world.results))
    assert "Final The time for appeals is over, and all appeals are answered." in page


def test_a_kept_page_becomes_final_by_the_clock_alone(world, client, set_clock):
    moment = until()
    for _ in range(2):
        assert "Preliminary until" in client.get(world.results).text
    set_clock(moment)
    assert "Preliminary until" not in client.get(world.results).text


def test_the_setting_counts_for_the_next_publication_and_zero_hours_are_none(app, new_client, client):
    world = published(new_client, [[4, 4, 4]], appeal_hours=0)
    assert "Preliminary" not in client.get(world.results).text
    organizer, settings = new_client().sign_in(world.organizer), f"{world.url}/organize/results/settings"
    before = until()
    assert organizer.submit(settings, {"appeal_hours": "24"}).status_code == 303
    assert until() == before
    assert organizer.submit(settings, {"appeal_hours": "100000"}).status_code == 422
    assert clock.now() >= before
