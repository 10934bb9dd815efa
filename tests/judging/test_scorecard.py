"""A judge scores: marks, comments, two tabs, the window, conflicts."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Mark, Scorecard, ScorecardStatus
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once
from tests.support.sql import count_statements

TICK = timedelta(microseconds=1)


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def project(edition):
    return factories.submitted_project(factories.team(edition), title="Jars for everybody")


@pytest.fixture
def url(edition, project):
    return f"/{edition.key}/judging/{project.id}"


@pytest.fixture
def fields(edition):
    return [f"c{criterion.id}" for criterion in edition.round.criteria]


def page_form(scorer, url):
    return forms.find_form(scorer.get(url), url)


def card():
    return db.session.scalar(select(Scorecard))


def marks_of(found):
    return [mark.value for mark in sorted(found.marks, key=lambda mark: mark.criterion_id)]


def given(fields, *values):
    return {name: str(value) for name, value in zip(fields, values, strict=False)}


def autosave(scorer, url, sheet, version=0):
    headers = {"X-Autosave": "1", "Accept": "application/json"}
    token = forms.find_form(scorer.get(url), url).values()["csrf_token"][0]
    data = {"version": str(version), "csrf_token": token, **sheet}
    return scorer.post(url, data=data, headers=headers)


def test_judge_gives_marks_and_comments_as_a_draft(scorer, url, fields):
    changes = {**given(fields, 4, 2), "comment_to_team": "Well counted", "comment_to_jury": "Ask for the source"}
    answer = scorer.submit(url, changes, form=url)
    assert (answer.status_code, answer.location) == (303, url)
    found = card()
    assert (found.status, found.version, marks_of(found)) == (ScorecardStatus.DRAFT, 1, [4, 2])
    assert (found.comment_to_team, found.comment_to_jury) == ("Well counted", "Ask for the source")
    shown = page_form(scorer, url).values()
    assert [shown.get(name) for name in fields] == [["4"], ["2"], []]
    assert (shown["version"], shown["comment_to_team"]) == (["1"], ["Well counted"])


def test_finished_card_counts_and_can_be_corrected_while_judging_is_open(scorer, url, fields):
    form = page_form(scorer, url)
    answer = forms.send(scorer, f"{url}/finish", replace_action(form, f"{url}/finish"), given(fields, 4, 2, 5))
    assert (answer.status_code, answer.location) == (303, url.rpartition("/")[0] + "/")
    assert (card().status, card().version) == (ScorecardStatus.FINISHED, 1)
    scorer.submit(url, given(fields, 3), form=url)
    assert (card().status, card().version, marks_of(card())) == (ScorecardStatus.FINISHED, 2, [3, 2, 5])


def replace_action(form, action):
    form.action = action
    return form


def test_incomplete_card_cannot_be_finished_and_keeps_what_was_typed(scorer, url, fields):
    form = replace_action(page_form(scorer, url), f"{url}/finish")
    answer = forms.send(scorer, url, form, {**given(fields, 4), "comment_to_team": "More numbers"})
    assert answer.status_code == 422
    assert forms.text_of(answer).count("Choose a mark.") == 4  # two criteria, in the summary and beside the buttons
    again = forms.find_form(answer, url).values()
    assert (again[fields[0]], again["comment_to_team"]) == (["4"], ["More numbers"])
    assert card() is None


def test_save_and_next_goes_to_the_next_unfinished_project(scorer, edition, judge, url, fields):
    other = factories.submitted_project(factories.team(edition))
    factories.assignment(other, judge)
    answer = scorer.submit(url, given(fields, 4), form=url, press="go=next")
    assert answer.location == f"/{edition.key}/judging/{other.id}"


WRONG = ["0", "6", "-1", "", "NaN", "1e9", "1000000000000", "2.5", "three", "٣", "3\x00", "inf"]


@pytest.mark.parametrize("mark", WRONG)
def test_mark_outside_the_scale_is_refused_beside_its_field(scorer, url, fields, mark):
    answer = scorer.submit(url, {"comment_to_team": "Kept"}, form=url, extra={fields[0]: [mark]})
    assert answer.status_code == 422
    assert "A mark must be a whole number from 1 to 5." in forms.text_of(answer)
    assert f'id="{fields[0]}-error"' in answer.get_data(as_text=True)
    assert forms.find_form(answer, url).values()["comment_to_team"] == ["Kept"]
    assert card() is None


def test_mark_for_a_criterion_of_another_edition_is_not_stored(scorer, url):
    foreign = factories.edition(Stage.JUDGING).round.criteria[0]
    answer = scorer.submit(url, {}, form=url, extra={f"c{foreign.id}": "3"})
    assert answer.status_code == 404
    assert (card(), db.session.scalar(select(func.count()).select_from(Mark))) == (None, 0)


def test_autosave_answers_with_the_time_in_the_editions_zone_and_the_version(scorer, url, fields, edition):
    answer = autosave(scorer, url, given(fields, 4))
    local = card().saved_at.astimezone(ZoneInfo("Asia/Almaty"))
    assert answer.json == {"saved_at_text": f"Saved {local:%H:%M}", "version": 1}
    assert autosave(scorer, url, given(fields, 5), version=1).json["version"] == 2


def test_autosave_says_in_problem_details_why_it_did_not_save(scorer, url, fields):
    answer = autosave(scorer, url, given(fields, 9))
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.json["detail"].startswith("A mark must be a whole number from 1 to 5.")


def test_second_tab_is_told_and_shown_both_sets_of_marks(scorer, url, fields):
    first, second = page_form(scorer, url), page_form(scorer, url)
    forms.send(scorer, url, first, {**given(fields, 4, 4), "comment_to_team": "From the first tab"})
    answer = forms.send(scorer, url, second, {**given(fields, 2, 4, 5), "comment_to_team": "From the second tab"})
    assert answer.status_code == 409
    assert (card().version, marks_of(card())) == (1, [4, 4])
    text = forms.text_of(answer)
    assert "Impact 4 2" in text
    assert "Clarity — 5" in text
    assert "Comment to the team From the first tab From the second tab" in text
    kept = forms.find_form(answer, url)
    assert [kept.values()[name] for name in fields] == [["2"], ["4"], ["5"]]
    assert forms.send(scorer, url, kept, {}).status_code == 303
    assert (card().version, marks_of(card()), card().comment_to_team) == (2, [2, 4, 5], "From the second tab")


def test_autosave_from_an_older_version_is_a_conflict_and_stores_nothing(scorer, url, fields):
    autosave(scorer, url, given(fields, 4))
    answer = autosave(scorer, url, given(fields, 2))
    assert (answer.status_code, answer.json["code"]) == (409, "scorecard_changed_meanwhile")
    assert marks_of(card()) == [4]


def test_sheet_that_arrives_twice_is_stored_once_and_is_no_conflict(scorer, url, fields):
    """A phone that lost the answer sends the same again."""
    assert autosave(scorer, url, given(fields, 4)).json["version"] == 1
    assert autosave(scorer, url, given(fields, 4)).json["version"] == 1
    assert card().version == 1
    assert db.session.query(AuditEntry).filter_by(verb="scorecard.saved").count() == 1


def test_two_first_saves_at_once_make_one_card(new_client, judge, url, fields):
    browsers = [new_client().sign_in(judge) for _ in range(4)]
    sheets = [page_form(scorer, url) for scorer in browsers]
    answers = at_once(*[
        lambda scorer=scorer, form=form, mark=mark: forms.send(scorer, url, form, given(fields, mark))
        for mark, (scorer, form) in enumerate(zip(browsers, sheets, strict=True), 1)
    ])
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert db.session.scalars(select(Scorecard.version)).all() == [1]
    assert len(marks_of(card())) == 1


def test_two_later_saves_at_once_lose_nothing_silently(new_client, judge, url, fields):
    first, second = new_client().sign_in(judge), new_client().sign_in(judge)
    first.submit(url, given(fields, 1), form=url)
    sheets = [page_form(each, url) for each in (first, second)]
    answers = at_once(
        lambda: forms.send(first, url, sheets[0], given(fields, 2)),
        lambda: forms.send(second, url, sheets[1], given(fields, 3)),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert card().version == 2


@pytest.mark.parametrize(
    ("moment", "status"),
    [("judging_opens", [409, 303, 303]), ("judging_closes", [303, 409, 409])],
)
def test_marks_are_taken_only_inside_the_window(scorer, edition, url, fields, set_clock, moment, status):
    """The opening tick is inside, the closing tick is late. The form was opened in time."""
    at, found, token = getattr(edition.round, moment), [], page_form(scorer, url).values()["csrf_token"]
    for mark, now in enumerate((at - TICK, at, at + TICK), 1):
        set_clock(now)
        version = db.session.scalar(select(Scorecard.version)) or 0
        data = {"csrf_token": token, "version": str(version), fields[0]: str(mark)}
        found.append(scorer.post(url, data=data).status_code)
    assert found == status


def test_judge_reads_before_scoring_opens_but_not_before_submissions_close(scorer, edition, url, set_clock, judge):
    set_clock(edition.submissions_close - timedelta(minutes=1))
    client = scorer
    assert "Jars for everybody" not in client.get(f"/{edition.key}/judging/").get_data(as_text=True)
    assert client.get(url).status_code == 409
    edition.round.judging_opens += timedelta(days=1)
    db.session.commit()
    set_clock(edition.submissions_close)
    page = client.get(url)
    assert page.status_code == 200
    assert "Scoring is not open yet" in forms.text_of(page)
    assert not [form for form in forms.forms_of(page) if form.inside_main]


def test_own_marks_stay_readable_after_judging(scorer, edition, url, fields, set_clock):
    scorer.submit(url, {**given(fields, 4), "comment_to_team": "Go on"}, form=url)
    set_clock(edition.round.judging_closes)
    page = scorer.get(url)
    assert "Judging is closed" in forms.text_of(page)
    assert "Go on" in forms.text_of(page)


def test_judge_without_assignment_finds_nothing(new_client, edition, url, fields, scorer):
    values = page_form(scorer, url).values()
    stranger = new_client().sign_in(factories.judge(edition))
    assert stranger.get(url).status_code == 404
    token = token_of(stranger, edition)
    assert stranger.post(url, data={"csrf_token": token, "version": "0", fields[0]: "3"}).status_code == 404
    assert card() is None
    assert values["version"] == ["0"]


def token_of(scorer, edition):
    forms_there = [form for form in forms.forms_of(scorer.get(f"/{edition.key}/judging/")) if form.method == "post"]
    return forms_there[0].values()["csrf_token"][0]


def test_judge_of_another_edition_is_refused(new_client, url, edition, judge):
    other = factories.edition(Stage.JUDGING)
    person = factories.judge(other)
    factories.assignment(factories.submitted_project(factories.team(other)), person)
    scorer = new_client().sign_in(person)
    assert scorer.get(url).status_code == 403
    own = url.replace(edition.key, other.key)
    assert scorer.get(own).status_code == 404


def test_judge_cannot_be_named_in_the_form(new_client, edition, project, judge, url, fields):
    other = factories.judge(edition)
    factories.assignment(project, other)
    scorer = new_client().sign_in(judge)
    extra = {"judge_id": str(other.id), "status": "finished", "edition_id": "999", "id": "77"}
    assert scorer.submit(url, given(fields, 3), form=url, extra=extra).status_code == 303
    assert [(each.judge_id, each.status) for each in db.session.scalars(select(Scorecard))] == [(judge.id, "draft")]


@pytest.mark.parametrize("tie", ["declared", "member", "mentor"])
def test_conflicted_judge_can_neither_save_nor_see_the_project(scorer, edition, project, judge, url, fields, tie):
    form = page_form(scorer, url)
    {"declared": recuse, "member": factories.join, "mentor": factories.mentor}[tie](project.team, judge)
    assert forms.send(scorer, url, form, given(fields, 3)).status_code == 409
    assert scorer.get(url).status_code == 409
    assert project.title not in scorer.get(f"/{edition.key}/judging/").get_data(as_text=True)
    assert card() is None


def recuse(team, judge):
    db.session.scalar(select(JudgeAssignment)).status = AssignmentStatus.RECUSED
    db.session.commit()


@pytest.mark.parametrize("change", [{"admission": Admission.DISQUALIFIED}, {"closed_at": "now"}])
def test_project_out_of_the_running_leaves_the_queue(scorer, edition, project, url, fields, change):
    form = page_form(scorer, url)
    for name, value in change.items():
        setattr(project.team, name, edition.round.judging_opens if value == "now" else value)
    db.session.commit()
    answer = forms.send(scorer, url, form, given(fields, 3))
    assert answer.status_code == 409
    assert "no longer in the running" in forms.text_of(answer)
    assert project.title not in scorer.get(f"/{edition.key}/judging/").get_data(as_text=True)


def test_queue_says_how_far_the_judge_is_and_puts_the_next_card_first(scorer, edition, judge, url, fields):
    projects = [factories.submitted_project(factories.team(edition)) for _ in range(3)]
    factories.scorecard(projects[0], judge)
    for each in projects[1:]:
        factories.assignment(each, judge)
    scorer.submit(f"/{edition.key}/judging/{projects[2].id}", given(fields, 3), form=f"/judging/{projects[2].id}")
    text = forms.text_of(scorer.get(f"/{edition.key}/judging/"))
    assert "1 of 4" in text
    assert f"Go on with {projects[2].title}" in text
    order = [text.index(title, text.index("All your projects")) for title in
             (projects[2].title, "Jars for everybody", projects[1].title, projects[0].title)]
    assert order == sorted(order)


def test_statements_of_the_judges_pages_do_not_grow(scorer, edition, judge, url):
    def statements(address):
        with count_statements() as found:
            assert scorer.get(address).status_code == 200
        return len(found)

    before = [statements(address) for address in (f"/{edition.key}/judging/", url)]
    for _ in range(29):
        factories.assignment(factories.submitted_project(factories.team(edition)), judge)
    assert [statements(address) for address in (f"/{edition.key}/judging/", url)] == before


def test_saving_takes_few_statements(scorer, url, fields):
    values = page_form(scorer, url).values()
    data = {"csrf_token": values["csrf_token"][0], **given(fields, 3, 4, 5)}
    headers = {"X-Autosave": "1"}
    counts = []
    for version in (0, 1):
        with count_statements() as statements:
            assert scorer.post(url, data={**data, "version": str(version)}, headers=headers).status_code == 200
        counts.append(len(statements))
    # The edition's first save also begins its chain of marks.
    assert (counts[0] <= 13, counts[1] <= 8) == (True, True), counts


def test_every_save_is_in_the_history_without_the_comments(scorer, url, fields, judge):
    scorer.submit(url, {**given(fields, 3), "comment_to_jury": "Secret remark"}, form=url)
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "scorecard.saved"))
    assert (entry.actor_id, entry.subject, entry.subject_id) == (judge.id, "Scorecard", card().id)
    assert "Secret" not in f"{entry.details}{entry.personal}"
