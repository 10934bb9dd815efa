"""Paper scorecards: printed without what a judge may not see, typed twice by different people, agreed on."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.judging import queries
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, MarkEntry, Scorecard
from hackathon.judging.models_paper import PaperEntry
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def project(edition):
    return factories.submitted_project(factories.team(edition, name="Zero Heroes"), title="Jars for everybody")


@pytest.fixture
def place(edition, judge):
    return f"/{edition.key}/organize/judging/paper/{judge.id}"


@pytest.fixture
def url(place, project):
    return f"{place}/{project.id}"


@pytest.fixture
def organizers(new_client, edition):
    return [new_client().sign_in(factories.organizer(edition)) for _ in range(3)]


def given(edition, *values, **more):
    pairs = zip(edition.round.criteria, values, strict=False)
    return {f"c{criterion.id}": str(value) for criterion, value in pairs} | more


def steps():
    db.session.rollback()
    return sorted(db.session.scalars(select(PaperEntry.step)))


def card():
    db.session.rollback()
    return db.session.scalar(select(Scorecard))


def test_equal_entries_of_two_people_become_the_judges_finished_card(organizers, url, edition, project, judge):
    first, second, _ = organizers
    sheet = given(edition, 4, 3, 5, comment_to_team="Well counted")
    assert first.submit(url, sheet).status_code == 303
    assert (card(), steps()) == (None, ["first"])
    assert second.submit(url, sheet).status_code == 303
    found = card()
    assert (found.status, found.judge_id, found.project_id, found.comment_to_team) == (
        "finished", judge.id, project.id, "Well counted")  # fmt: skip
    assert [dict(each.marks) for each in queries.finished_cards()] == [{"impact": 4, "novelty": 3, "clarity": 5}]
    entry = db.session.scalar(select(MarkEntry))
    assert json.loads(entry.content)["by"] == "paper"
    told = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "paper.agreed"))
    assert len(set(told.details["people"].values())) == 2


def test_second_person_does_not_see_the_first_entry(organizers, url, edition):
    organizers[0].submit(url, given(edition, 4, 3, 5, comment_to_team="Seldom heard words"))
    page = organizers[1].get(url)
    assert "Somebody else typed this card already." in forms.text_of(page)
    assert "Seldom heard words" not in page.get_data(as_text=True)
    assert "checked" not in page.get_data(as_text=True).split("<main", 1)[1]


def test_one_person_cannot_type_both(organizers, url, edition):
    sheet = given(edition, 4, 3, 5)
    form = forms.find_form(organizers[0].get(url))
    organizers[0].submit(url, sheet)
    assert "You typed this card." in forms.text_of(organizers[0].get(url))
    answer = forms.send(organizers[0], url, form, sheet)
    assert (answer.status_code, steps(), card()) == (409, ["first"], None)


def test_differences_are_shown_and_settled_by_a_third_look(organizers, url, edition, judge):
    first, second, third = organizers
    first.submit(url, given(edition, 4, 3, 5))
    answer = second.submit(url, given(edition, 4, 2, 5))
    assert (answer.location, card()) == (url, None)
    page = third.get(url)
    assert page.get_data(as_text=True).count("<mark>") == 2
    assert third.submit(url, given(edition, 4, 2, 5), form=f"{url}/settle").status_code == 303
    assert sorted(mark.value for mark in card().marks) == [2, 4, 5]
    assert steps() == ["agreed", "first", "second"]
    told = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "paper.agreed"))
    assert told.actor_id == told.details["people"]["agreed"]
    assert "Decided by" in forms.text_of(first.get(url))


def test_third_entry_and_second_settlement_are_refused(organizers, url, edition):
    first, second, third = organizers
    sheets = [forms.find_form(each.get(url)) for each in organizers]
    for client, sheet, mark in ((first, sheets[0], 4), (second, sheets[1], 3)):
        forms.send(client, url, sheet, given(edition, mark, 3, 5))
    assert forms.send(third, url, sheets[2], given(edition, 4, 3, 5)).status_code == 409
    again = forms.find_form(third.get(url))
    forms.send(third, url, again, given(edition, 4, 3, 5))
    assert forms.send(third, url, again, given(edition, 1, 3, 5)).status_code == 409
    assert sorted(mark.value for mark in card().marks) == [3, 4, 5]


def test_card_that_was_scored_on_the_screen_meanwhile_is_not_overwritten(
    organizers, new_client, url, edition, project, judge
):
    sheet = given(edition, 4, 3, 5)
    organizers[0].submit(url, sheet)
    form = forms.find_form(organizers[1].get(url))
    screen = f"/{edition.key}/judging/{project.id}"
    new_client().sign_in(judge).submit(screen, given(edition, 1, 1, 1), form=screen)
    answer = forms.send(organizers[1], url, form, sheet)
    assert answer.status_code == 409
    text = forms.text_of(answer)
    assert ("scored this project on the screen" in text, "Impact 1" in text) == (True, True)
    assert sorted(mark.value for mark in card().marks) == [1, 1, 1]


def test_incomplete_card_is_refused(organizers, url, edition):
    answer = organizers[0].submit(url, given(edition, 4))
    assert (answer.status_code, steps()) == (422, [])


@pytest.mark.parametrize("tie", ["recused", "mentor"])
def test_conflict_of_interest_holds_on_paper_too(organizers, url, edition, project, judge, tie):
    form = forms.find_form(organizers[0].get(url))
    if tie == "recused":
        db.session.scalar(select(JudgeAssignment)).status = AssignmentStatus.RECUSED
        db.session.commit()
    else:
        factories.mentor(project.team, judge)
    assert forms.send(organizers[0], url, form, given(edition, 4, 3, 5)).status_code in (404, 409)
    assert steps() == []


def test_paper_closes_with_judging(organizers, url, edition, set_clock):
    form = forms.find_form(organizers[0].get(url))
    set_clock(edition.round.judging_closes)
    assert forms.send(organizers[0], url, form, given(edition, 4, 3, 5)).status_code == 409


def test_pack_has_a_card_for_each_project_with_its_code(organizers, place, edition, project, judge):
    for path in (f"{place}/print", f"/{edition.key}/organize/judging/paper/print"):
        text = forms.text_of(organizers[0].get(path))
        assert f"{project.id}-{judge.id}" in text
        assert ("Jars for everybody" in text, "impact level 3" in text, "Zero Heroes" in text) == (True, True, True)


def test_printed_cards_of_a_blind_jury_name_nobody(app, new_client):
    edition = factories.edition(Stage.JUDGING, blind=True)
    project = factories.submitted_project(factories.team(edition, name="Zero Heroes"), title="Jars of Zero Heroes")
    judge = factories.judge(edition)
    factories.assignment(project, judge)
    client = new_client().sign_in(factories.organizer(edition))
    text = forms.text_of(client.get(f"/{edition.key}/organize/judging/paper/{judge.id}/print"))
    assert ("Zero Heroes" in text, "Jars of […]" in text) == (False, True)
    assert f"{project.id}-{judge.id}" not in text.split()
