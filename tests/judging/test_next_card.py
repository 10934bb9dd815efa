"""Where cards are dealt one by one, a judge who is ready gets the next one: never twice, never a conflict."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition
from hackathon.judging import queries_chances
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.judging.pages import ahead
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.clients import afresh
from tests.support.forms import find_form, send
from tests.support.races import at_once
from tests.support.remote import RemoteBrowser
from tests.support.sql import count_statements

READY = "/judging/next"
MODE = "deal/mode"
CROWD = 20


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING, deal="adaptive", reviews_per_project=3)


@pytest.fixture(autouse=True)
def nothing_is_estimated_after_the_test(app):
    """What is estimated beside the requests belongs to this test's database."""
    yield
    wait_for_estimates()
    queries_chances.forget()


def wait_for_estimates():
    for thread in threading.enumerate():
        if thread.name == ahead.NAME:
            thread.join(30)


def handed_in(edition, number=1):
    return [factories.submitted_project(factories.team(edition)) for _ in range(number)]


def assigned():
    afresh()
    query = select(JudgeAssignment).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    with scope.every_edition(because="the test looks at all"):
        return [(each.judge_id, each.project_id) for each in db.session.scalars(query)]


def press(client, edition):
    return client.submit(f"/{edition.key}/judging/", form=READY)


def project_of(answer):
    assert answer.status_code == 303
    return int(answer.location.rsplit("/", 1)[1])


def test_a_judge_who_is_ready_gets_a_project_and_has_it_in_the_queue(edition, new_client):
    made, person = handed_in(edition, 2), factories.judge(edition)
    client = new_client().sign_in(person)
    answer = press(client, edition)
    assert project_of(answer) in {project.id for project in made}
    assert client.get(answer.location).status_code == 200
    assert assigned() == [(person.id, project_of(answer))]
    entry = db.session.query(AuditEntry).filter_by(verb="judging.dealt_next").one()
    assert entry.details == {"project": project_of(answer), "judge": person.id}


def test_a_judge_holds_two_unfinished_projects_at_the_most(edition, new_client):
    handed_in(edition, 4)
    client = new_client().sign_in(factories.judge(edition))
    url = f"/{edition.key}/judging/"
    first = find_form(client.get(url), READY)
    assert len({project_of(press(client, edition)) for _ in range(2)}) == 2
    text = forms.text_of(client.get(url))
    assert "You have 2 unfinished projects. Finish one first" in text
    assert "Next project" not in text
    assert send(client, url, first, {}, extra={"dealt": "2"}).status_code == 409


def test_a_button_pressed_twice_deals_once(edition, new_client):
    handed_in(edition, 4)
    client = new_client().sign_in(factories.judge(edition))
    url = f"/{edition.key}/judging/"
    form = find_form(client.get(url), READY)
    first, second = send(client, url, form, {}), send(client, url, form, {})
    assert first.location == second.location
    assert len(assigned()) == 1


def test_every_project_gets_its_first_reviews_before_any_gets_its_last(edition, new_client):
    made = handed_in(edition, 3)
    clients = [new_client().sign_in(factories.judge(edition)) for _ in range(3)]
    for client in clients:
        press(client, edition), press(client, edition)
    assert Counter(project for _, project in assigned()) == {project.id: 2 for project in made}


def test_the_last_reviews_go_where_the_prizes_are_open(edition, new_client):
    """Two projects are level at the top, the others far below: the next card is for one of the two."""
    edition.round.prize_places = 1
    db.session.commit()
    made = handed_in(edition, 6)
    judges = [factories.judge(edition) for _ in range(2)]
    for project, mark in zip(made, (5, 5, 2, 2, 1, 1), strict=True):
        for judge in judges:
            factories.scorecard(project, judge, [mark] * 3)
    answer = press(new_client().sign_in(factories.judge(edition)), edition)
    assert project_of(answer) in {made[0].id, made[1].id}


def test_conflicts_are_never_dealt(edition, new_client):
    place = factories.university()
    own, mentored, colleagues, free = handed_in(edition, 4)
    person = factories.judge(edition, factories.user(university_id=place.id))
    factories.mentor(mentored.team, person)
    factories.members(colleagues.team)[0].university_id = place.id
    db.session.commit()
    client = new_client().sign_in(person)
    declare = factories.assignment(own, person)
    client.submit(f"/{edition.key}/judging/{own.id}/conflict", {"reason": "My sister"})
    afresh()
    assert declare.status == AssignmentStatus.RECUSED
    assert [project_of(press(client, edition)) for _ in range(2)] == [free.id, colleagues.id]
    for project in (free, colleagues):
        factories.add(Scorecard(edition_id=edition.id, project_id=project.id, judge_id=person.id,
                                status=ScorecardStatus.FINISHED, saved_at=clock.now(), finished_at=clock.now()))
    db.session.commit()
    answer = client.get(press(client, edition).location)
    assert "There is no project left that you could still review." in forms.text_of(answer)


@pytest.mark.parametrize("way", ["removed", "recused", "unassigned"])
def test_the_open_card_of_a_judge_who_leaves_goes_to_the_next_who_is_ready(edition, new_client, way):
    project, = handed_in(edition)
    leaving, staying = factories.judge(edition), factories.judge(edition)
    organizer = new_client().sign_in(factories.organizer(edition))
    client = new_client().sign_in(leaving)
    assert project_of(press(client, edition)) == project.id
    organize = f"/{edition.key}/organize/judging"
    if way == "removed":
        answer = organizer.submit(f"{organize}/judges/{leaving.id}/remove", {"reason": "Had to go", "cards": "keep"})
        assert "come up again" in forms.text_of(organizer.get(answer.location))
    elif way == "recused":
        client.submit(f"/{edition.key}/judging/{project.id}/conflict", {"reason": "My sister"})
    else:
        organizer.submit(f"{organize}/projects/{project.id}", form="/unassign")
    assert assigned() == []
    assert project_of(press(new_client().sign_in(staying), edition)) == project.id


def test_whoever_is_no_judge_any_more_gets_nothing(edition, new_client):
    handed_in(edition)
    leaving = factories.judge(edition)
    client, organizer = new_client().sign_in(leaving), new_client().sign_in(factories.organizer(edition))
    url = f"/{edition.key}/judging/"
    form = find_form(client.get(url), READY)
    factories.assignment(handed_in(edition)[0], leaving)
    page = f"/{edition.key}/organize/judging/judges/{leaving.id}/remove"
    organizer.submit(page, {"reason": "Had to go", "cards": "keep"})
    assert send(client, url, form, {}).status_code == 403
    assert assigned() == []


def test_nothing_is_dealt_card_by_card_elsewhere_or_out_of_time(app, new_client):
    for stage, changes in ((Stage.JUDGING, {}), (Stage.SUBMISSIONS, {"deal": "adaptive"})):
        edition = factories.edition(stage, **changes)
        handed_in(edition)
        client = new_client().sign_in(factories.judge(edition))
        page = client.get(f"/{edition.key}/judging/")
        assert "Next project" not in forms.text_of(page)
        other = find_form(page, "sign-out")
        token = {name: value for name, value in other.values().items() if name == "csrf_token"}
        assert client.post(f"/{edition.key}/judging/next", data={**token, "dealt": "0"}).status_code == 409
    assert assigned() == []


def test_twenty_judges_at_once_share_the_projects_evenly(edition, new_client, start_server):
    """Three worker processes: only the database itself can decide."""
    made = handed_in(edition, CROWD // 2)
    server, url = start_server(workers=3), f"/{edition.key}/judging/"
    people = [RemoteBrowser(server.url).sign_in(factories.judge(edition)) for _ in range(CROWD)]
    sent = [(person, find_form(person.get(url), READY)) for person in people]
    # Everybody presses twice.
    answers = at_once(*[lambda each=each: send(each[0], url, each[1], {}) for each in sent for _ in range(2)])
    assert {answer.status_code for answer in answers} == {303}
    assert Counter(project for _, project in assigned()) == {project.id: 2 for project in made}
    assert len({judge for judge, _ in assigned()}) == CROWD


def test_dealing_takes_the_same_number_of_statements_for_few_and_many(edition, new_client):
    url = f"/{edition.key}/judging/"
    counts = []
    for more in (2, 30):
        made, others = handed_in(edition, more), [factories.judge(edition) for _ in range(2)]
        for project in made:
            for judge in others:
                factories.scorecard(project, judge)
        client = new_client().sign_in(factories.judge(edition))
        form = find_form(client.get(url), READY)
        wait_for_estimates()
        with count_statements() as statements:
            assert send(client, url, form, {}).status_code == 303
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_chances_are_estimated_anew_only_when_a_card_changed(edition):
    made, person = handed_in(edition, 3), factories.judge(edition)
    cards = [factories.scorecard(project, person, [mark] * 3) for project, mark in zip(made, (5, 3, 1), strict=True)]
    with scope.of(edition.id):
        first = queries_chances.chances_of(edition, ticks=0)
        assert queries_chances.chances_of(edition, ticks=0) is first
        factories.scorecard(made[0], factories.judge(edition), [4, 4, 4])
        second = queries_chances.chances_of(edition, ticks=0)
        assert second is not first
        cards[0].status = ScorecardStatus.DRAFT
        db.session.commit()
        assert queries_chances.chances_of(edition, ticks=0) is not second


def organize(edition):
    return f"/{edition.key}/organize/judging/"


def test_an_organizer_chooses_before_judging_opens_and_everybody_reads_the_rule(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS, reviews_per_project=3)
    organizer = new_client().sign_in(factories.organizer(edition))
    page = organizer.get(f"{organize(edition)}deal")
    assert "found the true winner in 69 of 100" in forms.text_of(page)
    answer = organizer.submit(f"{organize(edition)}deal", {"deal": "adaptive", "prizes": "2"}, form=MODE)
    assert answer.status_code == 303
    afresh()
    chosen = db.session.get(Edition, edition.id)
    assert (chosen.round.deal, chosen.round.prize_places) == ("adaptive", 2)
    assert "There is nothing to deal beforehand" in forms.text_of(organizer.get(f"{organize(edition)}deal"))
    public = forms.text_of(new_client().get(f"/{edition.key}/", headers={"Accept-Language": "en"}))
    assert "First every project gets 2 reviews." in public
    assert "among the first 2, which win prizes" in public
    entry = db.session.query(AuditEntry).filter_by(verb="judging.deal_chosen").one()
    assert entry.details == {"deal": "adaptive", "prizes": 2}


@pytest.mark.parametrize(("prizes", "words"), [("0", "1"), ("x", "whole number"), ("51", "50")])
def test_a_wrong_number_of_prizes_is_refused_and_kept(app, new_client, prizes, words):
    edition = factories.edition(Stage.SUBMISSIONS)
    organizer = new_client().sign_in(factories.organizer(edition))
    answer = organizer.submit(f"{organize(edition)}deal", {"deal": "adaptive", "prizes": prizes}, form=MODE)
    assert answer.status_code == 422
    assert words in forms.text_of(answer)
    assert f'value="{prizes}"' in answer.text
    afresh()
    assert db.session.get(Edition, edition.id).round.deal == "fixed"


def test_the_choice_is_closed_once_judging_has_opened(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS)
    organizer = new_client().sign_in(factories.organizer(edition))
    url = f"{organize(edition)}deal"
    form = find_form(organizer.get(url), MODE)
    edition.submissions_close = edition.round.judging_opens = clock.now()
    db.session.commit()
    answer = send(organizer, url, form, {"deal": "adaptive"})
    assert answer.status_code == 409
    assert "It can no longer change" in forms.text_of(organizer.get(url))
    afresh()
    assert db.session.get(Edition, edition.id).round.deal == "fixed"


def test_all_at_once_is_refused_where_cards_are_dealt_one_by_one(app, new_client):
    edition = factories.edition(Stage.SUBMISSIONS)
    organizer = new_client().sign_in(factories.organizer(edition))
    handed_in(edition, 2), factories.judge(edition)
    url = f"{organize(edition)}deal"
    form = next(form for form in forms.forms_of(organizer.get(url)) if "digest" in form.names)
    organizer.submit(url, {"deal": "adaptive"}, form=MODE)
    assert send(organizer, url, form, {}).status_code == 409
    assert assigned() == []
