"""Judges with open projects are reminded: by organizers, not too often, and by itself before judging closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon import clock
from hackathon.db import db
from hackathon.judging import reminders
from hackathon.judging.models import JudgeAssignment, Scorecard
from hackathon.outbox import worker
from hackathon.outbox.models import OutgoingEmail
from hackathon.rules import reminding
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def organizer(edition, new_client):
    return new_client().sign_in(factories.organizer(edition))


@pytest.fixture
def judge(edition):
    judge = factories.judge(edition, language="ru", given_name="Айгерим", family_name="Сериккызы")
    for _ in range(2):
        factories.assignment(factories.submitted_project(factories.team(edition)), judge)
    factories.scorecard(factories.submitted_project(factories.team(edition)), judge)
    return judge


def letters():
    query = select(OutgoingEmail).where(OutgoingEmail.unique_key.startswith("judging-reminder:"))
    db.session.rollback()  # what others wrote meanwhile is seen, too
    return list(db.session.scalars(query.order_by(OutgoingEmail.id)))


def page(edition):
    return f"/{edition.key}/organize/judging/reminders"



def everyone(response):
    return next(form for form in forms.forms_of(response) if "again" in form.names)


def test_reminder_counts_open_projects_in_the_judges_language_with_deadline_and_zone(edition, organizer, judge):
    factories.scorecard(factories.submitted_project(factories.team(edition)), factories.judge(edition))
    form = everyone(organizer.get(page(edition)))
    assert forms.send(organizer, page(edition), form, {}).status_code == 303
    [letter] = letters()
    assert (letter.user_id, letter.language) == (judge.id, "ru")
    assert "2 " in letter.subject
    assert "UTC+5" in letter.text
    assert f"/{edition.key}/judging/" in letter.text


def test_second_reminder_within_twenty_hours_needs_a_tick(edition, organizer, judge, set_clock):
    started = clock.now()
    form = everyone(organizer.get(page(edition)))
    assert forms.send(organizer, page(edition), form, {}).status_code == 303
    answer = forms.send(organizer, page(edition), form, {})
    assert answer.status_code == 409
    assert "less than 20 hours ago" in forms.text_of(answer)
    assert len(letters()) == 1
    set_clock(started + timedelta(minutes=1))
    assert forms.send(organizer, page(edition), form, {"again": True}).status_code == 303
    set_clock(started + timedelta(hours=20, minutes=2))
    assert forms.send(organizer, page(edition), form, {}).status_code == 303
    assert len(letters()) == 3


def test_double_click_writes_once(edition, organizer, judge, new_client):
    other = new_client().sign_in(factories.organizer(edition))
    ready = [(client, everyone(client.get(page(edition)))) for client in (organizer, other)]
    url = page(edition)
    answers = at_once(*[lambda pair=pair: forms.send(pair[0], url, pair[1], {}) for pair in ready])
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(letters()) == 1


def test_one_judge_is_reminded_and_a_judge_of_another_edition_is_not(edition, organizer, judge):
    foreign = factories.judge(factories.edition(Stage.JUDGING))
    second = factories.judge(edition)
    factories.assignment(factories.submitted_project(factories.team(edition)), second)
    form = everyone(organizer.get(page(edition)))
    assert forms.send(organizer, page(edition), form, {"judge_id": str(second.id)}).status_code == 303
    assert [letter.user_id for letter in letters()] == [second.id]
    assert forms.send(organizer, page(edition), form, {"judge_id": str(foreign.id)}).status_code == 409


def test_what_cannot_be_finished_is_not_reminded_of(edition, organizer, judge):
    finished = select(Scorecard.project_id).where(Scorecard.judge_id == judge.id)
    held = select(JudgeAssignment.project_id).where(JudgeAssignment.judge_id == judge.id)
    one, two = db.session.scalars(held.where(JudgeAssignment.project_id.not_in(finished)))
    organizer.submit(f"/{edition.key}/organize/judging/projects/{one}/no-show", {"reason": "Nobody came"})
    assert "1" in forms.text_of(organizer.get(page(edition))).split(judge.email)[1].split("Remind")[0]
    organizer.submit(f"/{edition.key}/organize/judging/projects/{two}/no-show", {"reason": "Nobody came"})
    assert "Nobody has open projects" in forms.text_of(organizer.get(page(edition)))


def test_worker_reminds_48_and_12_hours_before_once_each(app, edition, judge, set_clock):
    for before, expected in ((49, 0), (48, 1), (47, 1), (12, 2), (11, 2), (0, 2)):
        set_clock(edition.round.judging_closes - timedelta(hours=before))
        for _ in range(2):
            worker.do_chores(app)
        assert len(letters()) == expected, before


def test_worker_that_was_away_sends_only_the_nearest(app, edition, judge, set_clock):
    set_clock(edition.round.judging_closes - timedelta(hours=3))
    reminders.remind_where_due(clock.now())
    [letter] = letters()
    assert ":12h-" in letter.unique_key


def test_switched_off_nothing_goes_out_by_itself(app, edition, organizer, judge, set_clock):
    switch = next(form for form in forms.forms_of(organizer.get(page(edition))) if "automatic" in form.names)
    url = f"{page(edition)}/automatic"
    assert forms.send(organizer, url, switch, {"automatic": False}).status_code == 303
    set_clock(edition.round.judging_closes - timedelta(hours=10))
    assert reminders.remind_where_due(clock.now()) == 0
    assert letters() == []


def test_no_reminder_lies_before_judging_opens():
    hour = timedelta(hours=1)
    opens = clock.now()
    assert reminding.due(opens, opens + 10 * hour, opens + hour) is None
    assert reminding.due(opens, opens + 24 * hour, opens + hour) is None
    assert reminding.due(opens, opens + 24 * hour, opens + 12 * hour) == 12 * hour
    assert reminding.due(opens, opens + 24 * hour, opens + 24 * hour) is None
