"""Every version of a scorecard is a link of its edition's chain, which only grows and tells nothing."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from hackathon import clock
from hackathon.db import db
from hackathon.editions import scope
from hackathon.judging import actions, actions_deal, queries_chain
from hackathon.judging.models import MarkChain, MarkEntry
from hackathon.judging.sheets import Seat, Sheet
from hackathon.rules import chain as rules
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.clients import afresh
from tests.support.forms import find_form
from tests.support.races import at_once
from tests.support.remote import RemoteBrowser


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def project(edition):
    return factories.submitted_project(factories.team(edition))


def entries(edition):
    afresh()
    with scope.of(edition.id):
        return queries_chain.entries()


def said(edition):
    found = [json.loads(row.content) for row in entries(edition)]
    return [(each["status"], each["marks"], each["by"]) for each in found]


def assert_linked(edition):
    found = entries(edition)
    assert rules.first_fault(found) is None
    assert [row.seal for row in found] == [rules.seal(row.salt, row.content) for row in found]
    chain = db.session.scalar(select(MarkChain).filter_by(edition_id=edition.id))
    assert (chain.length, chain.head) == (len(found), found[-1].digest if found else rules.START)
    with scope.of(edition.id):
        present = {card: state for card, _, _, state in queries_chain.present_states(edition.id)}
        assert queries_chain.last_states(edition.id) == present


def save(project, judge, *marks, version, finish=False, **comments):
    seat = Seat(project.edition_id, project.id, judge.id)
    given = {criterion.id: mark for criterion, mark in zip(project.edition.round.criteria, marks, strict=False)}
    act = actions.finish_scorecard if finish else actions.save_scorecard
    with scope.of(project.edition_id):
        return act(factories.actor(judge), seat, Sheet(given, version=version, **comments), now=clock.now())


def test_every_save_that_changes_marks_or_status_is_one_entry(edition, project, judge):
    save(project, judge, 3, version=0)
    save(project, judge, 3, version=1, comment_to_jury="Nothing but a comment")
    save(project, judge, 4, 5, version=2)
    save(project, judge, 4, 5, 1, version=3, finish=True)
    save(project, judge, 4, 5, 2, version=4)
    assert said(edition) == [
        ("draft", {"impact": 3}, "judge"),
        ("draft", {"impact": 4, "novelty": 5}, "judge"),
        ("finished", {"impact": 4, "novelty": 5, "clarity": 1}, "judge"),
        ("finished", {"impact": 4, "novelty": 5, "clarity": 2}, "judge"),
    ]
    assert_linked(edition)


def test_an_entry_says_who_when_and_what_and_has_a_salt_of_its_own(edition, project, judge, set_clock):
    set_clock(clock.now())
    save(project, judge, 3, version=0)
    save(project, judge, 4, version=1)
    first, second = entries(edition)
    content = json.loads(first.content)
    assert content["project"] == project.id
    assert content["at"] == clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    secret = db.session.scalar(select(MarkChain.secret).filter_by(edition_id=edition.id))
    assert content["judge"] == rules.judge_token(secret, judge.id)
    assert str(judge.id) not in content["judge"] or len(content["judge"]) == 32
    assert (len(first.salt), len(second.salt), first.salt == second.salt) == (32, 32, False)


def test_a_sheet_that_arrives_twice_is_one_entry(edition, project, judge):
    for _ in range(2):
        save(project, judge, 3, version=0)
    assert len(entries(edition)) == 1


def test_what_fails_leaves_no_entry(edition, project, judge):
    with pytest.raises(Exception, match="scorecard_incomplete"):
        save(project, judge, 3, version=0, finish=True)
    assert entries(edition) == []


def test_a_card_that_stops_counting_says_so(edition, project, judge):
    save(project, judge, 3, 3, 3, version=0, finish=True)
    with scope.of(edition.id):
        actions.declare_conflict(factories.actor(judge), Seat(edition.id, project.id, judge.id), "A cousin",
                                 now=clock.now())
    assert said(edition)[1:] == [("recused", {"impact": 3, "novelty": 3, "clarity": 3}, "judge")]
    assert_linked(edition)


def test_a_project_that_is_taken_away_and_given_again_is_two_entries(edition, project, judge):
    organizer = factories.actor(factories.organizer(edition))
    save(project, judge, 3, 3, 3, version=0, finish=True)
    seat = Seat(edition.id, project.id, judge.id)
    with scope.of(edition.id):
        actions_deal.unassign_judge(organizer, edition, seat, "Was ill", now=clock.now())
        actions_deal.assign_judge(organizer, edition, seat, now=clock.now())
    assert [(status, by) for status, _, by in said(edition)] == [
        ("finished", "judge"), ("removed", "organizers"), ("draft", "organizers")]
    assert_linked(edition)


@pytest.mark.parametrize("deed", [
    lambda: update(MarkEntry).values(content="{}"),
    lambda: update(MarkEntry).values(salt="0" * 32),
    lambda: delete(MarkEntry),
], ids=["content", "salt", "deletion"])
def test_the_database_itself_refuses_to_change_or_delete_an_entry(edition, project, judge, deed):
    save(project, judge, 3, version=0)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(deed())
    db.session.rollback()


def with_project_each(edition, count):
    """Give projects to judges, one each: (project, judge)."""
    pairs = [(factories.submitted_project(factories.team(edition)), factories.judge(edition)) for _ in range(count)]
    for project, person in pairs:
        factories.assignment(project, person)
    return pairs


def saving(browser, project, times=1):
    """Prepare saves that follow each other, each with other marks."""
    url = f"/{project.edition.key}/judging/{project.id}"
    token = find_form(browser.get(url), url).values()["csrf_token"][0]
    fields = [f"c{criterion.id}" for criterion in project.edition.round.criteria]

    def save_again_and_again():
        return [
            browser.post(url, data={"version": str(version), "csrf_token": token,
                                    **dict.fromkeys(fields, str(1 + version % 5))}).status_code
            for version in range(times)
        ]

    return save_again_and_again


def test_judges_who_save_at_once_make_one_chain(edition, new_client):
    """From the first card of an edition on, when the chain itself has to be begun."""
    deeds = [saving(new_client().sign_in(person), project) for project, person in with_project_each(edition, 4)]
    assert at_once(*deeds) == [[303]] * 4
    assert [row.number for row in entries(edition)] == [1, 2, 3, 4]
    assert_linked(edition)


def test_processes_that_save_at_once_make_one_chain(edition, start_server):
    pairs = with_project_each(edition, 4)
    server = start_server(workers=3)
    deeds = [saving(RemoteBrowser(server.url).sign_in(person), project, times=8) for project, person in pairs]
    assert at_once(*deeds) == [[303] * 8] * 4
    assert [row.number for row in entries(edition)] == list(range(1, 33))
    assert len({json.loads(row.content)["judge"] for row in entries(edition)}) == 4
    assert_linked(edition)
