"""Organizers deal projects, assign by hand, watch, and remove judges; conflicts are dealt with at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.audit.models import AuditEntry
from hackathon.db import Localized, db
from hackathon.editions import hooks, scope
from hackathon.editions.models import EditionRole
from hackathon.judging import queries
from hackathon.judging.models import AssignmentStatus, DeclaredConflict, JudgeAssignment, Scorecard, ScorecardStatus
from hackathon.projects import queries as projects
from hackathon.rules.project_status import Admission
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import forms
from tests.support.races import at_once
from tests.support.sql import count_statements


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


@pytest.fixture
def board(edition):
    return f"/{edition.key}/organize/judging/"


def handed_in(edition, number=1):
    return [factories.submitted_project(factories.team(edition)) for _ in range(number)]


def judges(edition, number):
    return [factories.judge(edition) for _ in range(number)]


def assigned():
    query = select(JudgeAssignment).where(JudgeAssignment.status == AssignmentStatus.ASSIGNED)
    return {(each.judge_id, each.project_id) for each in db.session.scalars(query)}


def deal(organizer, board, reviews=2):
    url = f"{board}deal?reviews={reviews}"
    form = next(form for form in forms.forms_of(organizer.get(url)) if "digest" in form.names)
    return forms.send(organizer, url, form, {})


def test_deal_gives_each_project_its_reviews_with_equal_loads(organizer, edition, board):
    people, made = judges(edition, 4), handed_in(edition, 6)
    assert deal(organizer, board).status_code == 303
    found = assigned()
    assert Counter(project for _, project in found) == {project.id: 2 for project in made}
    assert Counter(judge for judge, _ in found) == {person.id: 3 for person in people}


def test_preview_changes_nothing_and_shows_what_is_dealt(organizer, edition, board):
    people, made = judges(edition, 3), handed_in(edition, 3)
    page = organizer.get(f"{board}deal")
    assert assigned() == set()
    text = forms.text_of(page)
    assert "6 reviews would be dealt" in text
    shown = {(person.id, project.id) for person in people for project in made
             if person.name in text.split(project.title)[1].split("Project ")[0]}
    form = next(form for form in forms.forms_of(page) if "digest" in form.names)
    forms.send(organizer, f"{board}deal", form, {})
    assert assigned() == shown


def test_deal_that_rests_on_something_else_by_now_is_shown_again(organizer, edition, board):
    judges(edition, 3), handed_in(edition, 2)
    form = next(form for form in forms.forms_of(organizer.get(f"{board}deal")) if "digest" in form.names)
    handed_in(edition)
    answer = forms.send(organizer, f"{board}deal", form, {})
    assert answer.status_code == 409
    assert assigned() == set()
    again = next(form for form in forms.forms_of(answer) if "digest" in form.names)
    assert forms.send(organizer, f"{board}deal", again, {}).status_code == 303
    assert len(assigned()) == 6


def test_hard_conflicts_are_never_dealt_and_soft_ones_are_shown(organizer, edition, board):
    school = factories.university(name=Localized(en="Polytechnic"))
    member, mentor, colleague, free = (factories.judge(edition, family_name=name) for name in ("M", "T", "C", "F"))
    project = factories.submitted_project(factories.team(edition, [
        factories.student(edition, member), factories.student(edition, university_id=school.id)]))
    factories.mentor(project.team, mentor)
    colleague.university_id = school.id
    db.session.commit()
    page = forms.text_of(organizer.get(f"{board}deal?reviews=3"))
    assert "1 project would have too few reviews" in page
    assert "1 more judge without a conflict of interest would be enough" in page
    assert "Same university" in page
    deal(organizer, board, reviews=3)
    assert assigned() == {(colleague.id, project.id), (free.id, project.id)}
    assert "Same university" in forms.text_of(organizer.get(f"{board}?show=projects"))


def test_only_projects_in_the_running_are_dealt(organizer, edition, board):
    judges(edition, 2)
    [good, out, closed] = handed_in(edition, 3)
    factories.project(factories.team(edition))
    out.team.admission = Admission.DISQUALIFIED
    closed.team.closed_at = edition.round.judging_opens
    db.session.commit()
    deal(organizer, board)
    assert {project for _, project in assigned()} == {good.id}


def test_dealing_again_adds_only_what_is_missing(organizer, edition, board):
    judges(edition, 4), handed_in(edition, 4)
    deal(organizer, board)
    before = assigned()
    handed_in(edition)
    deal(organizer, board)
    assert before < assigned()
    assert len(assigned()) == 10
    assert "Nothing to deal" in forms.text_of(organizer.get(f"{board}deal"))


def test_two_deals_at_once_deal_once(new_client, organizer, edition, board):
    judges(edition, 4), handed_in(edition, 6)
    second = new_client().sign_in(factories.organizer(edition))
    pages = [next(form for form in forms.forms_of(each.get(f"{board}deal")) if "digest" in form.names)
             for each in (organizer, second)]
    answers = at_once(
        lambda: forms.send(organizer, f"{board}deal", pages[0], {}),
        lambda: forms.send(second, f"{board}deal", pages[1], {}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(assigned()) == 12


def step_back(new_client, judge, edition, project, reason="I teach two of them"):
    url = f"/{edition.key}/judging/{project.id}/conflict"
    return new_client().sign_in(judge).submit(url, {"reason": reason})


def test_conflict_takes_the_project_away_and_deals_it_to_the_least_loaded_judge(new_client, organizer, edition, board):
    tied, busy, idle, seated = judges(edition, 4)
    project, *others = handed_in(edition, 3)
    for judge, each in ((tied, project), (seated, project), (busy, others[0]), (busy, others[1]), (idle, others[0])):
        factories.assignment(each, judge)
    answer = step_back(new_client, tied, edition, project)
    assert (answer.status_code, answer.location) == (303, f"/{edition.key}/judging/")
    assert {judge for judge, each in assigned() if each == project.id} == {seated.id, idle.id}
    shown = forms.text_of(organizer.get(f"{board}?show=conflicts"))
    assert "I teach two of them" in shown
    assert tied.name in shown
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.verb == "conflict.declared"))
    assert entry.details == {"project": project.id, "redealt_to": idle.id}
    assert entry.personal == {"reason": "I teach two of them"}


def test_conflict_without_another_judge_leaves_the_project_short(new_client, organizer, edition, board):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.assignment(project, judge)
    assert step_back(new_client, judge, edition, project).status_code == 303
    assert assigned() == set()
    assert "1 project has too few judges" in forms.text_of(organizer.get(board))


def test_conflict_needs_a_reason(new_client, edition):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.assignment(project, judge)
    assert step_back(new_client, judge, edition, project, reason="  ").status_code == 422
    assert db.session.scalar(select(DeclaredConflict)) is None


def test_finished_card_of_a_conflicted_judge_no_longer_counts(new_client, edition):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.scorecard(project, judge)
    with scope.of(edition.id):
        assert len(queries.finished_cards()) == 1
    step_back(new_client, judge, edition, project)
    with scope.of(edition.id):
        assert queries.finished_cards() == []


def test_two_judges_who_step_back_at_once_are_both_replaced(new_client, edition):
    first, second, third, fourth = judges(edition, 4)
    [project] = handed_in(edition)
    url = f"/{edition.key}/judging/{project.id}/conflict"
    ready = []
    for judge in (first, second):
        factories.assignment(project, judge)
        browser = new_client().sign_in(judge)
        ready.append((browser, forms.find_form(browser.get(url))))
    answers = at_once(*[
        lambda browser=browser, form=form: forms.send(browser, url, form, {"reason": "A tie"})
        for browser, form in ready
    ])
    assert [answer.status_code for answer in answers] == [303, 303]
    now = {judge for judge, _ in assigned()}
    assert now <= {third.id, fourth.id} | {first.id, second.id}
    assert not now & {first.id, second.id}
    assert len(now) == 2


@pytest.mark.parametrize(("after", "status"), [(-timedelta(seconds=1), 303), (timedelta(0), 409)])
def test_conflict_can_be_declared_until_judging_closes(new_client, edition, set_clock, after, status):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.assignment(project, judge)
    browser, url = new_client().sign_in(judge), f"/{edition.key}/judging/{project.id}/conflict"
    form = forms.find_form(browser.get(url))
    set_clock(edition.round.judging_closes + after)
    assert forms.send(browser, url, form, {"reason": "A tie"}).status_code == status


def test_judge_is_assigned_by_hand_with_a_warning_for_the_same_university(organizer, edition, board):
    school = factories.university()
    judge = factories.judge(edition, university_id=school.id)
    student = factories.student(edition, university_id=school.id)
    project = factories.submitted_project(factories.team(edition, [student]))
    url = f"{board}projects/{project.id}"
    assert "Assign despite the same university" in organizer.get(url).get_data(as_text=True)
    assert organizer.submit(url, form=url).status_code == 303
    assert "Judge and team are from the same university" in organizer.get(url).get_data(as_text=True)
    assert assigned() == {(judge.id, project.id)}


def test_hard_conflict_cannot_be_assigned_by_hand(organizer, edition, board):
    judge, other = judges(edition, 2)
    [project] = handed_in(edition)
    factories.mentor(project.team, judge)
    url = f"{board}projects/{project.id}"
    answer = organizer.submit(url, form=url, extra={"judge_id": str(judge.id)})
    assert answer.status_code == 409
    assert "conflict of interest" in forms.text_of(answer)
    assert assigned() == set()


@pytest.mark.parametrize("who", ["stranger", "judge of another edition", "nobody"])
def test_only_judges_of_the_edition_can_be_assigned(organizer, edition, board, who):
    judges(edition, 1)
    [project] = handed_in(edition)
    foreign = {"stranger": factories.user, "judge of another edition": lambda: factories.judge(factories.edition())}
    judge_id = str(foreign[who]().id) if who in foreign else "99999"
    url = f"{board}projects/{project.id}"
    assert organizer.submit(url, form=url, extra={"judge_id": judge_id}).status_code == 404
    assert assigned() == set()


def test_taking_a_begun_project_away_needs_a_reason_and_sets_the_card_aside(organizer, edition, board):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.scorecard(project, judge)
    url = f"{board}projects/{project.id}"
    assert organizer.submit(url, {"reason": ""}, form="/unassign").status_code == 422
    assert assigned() == {(judge.id, project.id)}
    assert organizer.submit(url, {"reason": "Was not there"}, form="/unassign").status_code == 303
    with scope.of(edition.id):
        assert (assigned(), queries.finished_cards()) == (set(), [])
    organizer.submit(url, form=url)
    card = db.session.scalar(select(Scorecard))
    assert (card.status, len(card.marks)) == (ScorecardStatus.DRAFT, 3)


def test_removed_judges_unfinished_projects_are_dealt_again_and_finished_cards_stay(organizer, edition, board):
    leaving, staying = judges(edition, 2)
    finished, begun, waiting = handed_in(edition, 3)
    factories.scorecard(finished, leaving)
    factories.scorecard(begun, leaving, status=ScorecardStatus.DRAFT, finished_at=None)
    factories.assignment(waiting, leaving)
    url = f"{board}judges/{leaving.id}/remove"
    assert organizer.submit(url, {"reason": ""}).status_code == 422
    assert organizer.submit(url, {"reason": "Fell ill", "cards": "keep"}).status_code == 303
    assert assigned() == {(leaving.id, finished.id), (staying.id, begun.id), (staying.id, waiting.id)}
    with scope.of(edition.id):
        assert [card.project for card in queries.finished_cards()] == [finished.id]
    assert db.session.scalar(select(EditionRole).where(EditionRole.user_id == leaving.id)) is None
    assert "No longer a judge" in forms.text_of(organizer.get(board))


def test_removed_judges_finished_cards_can_be_set_aside(organizer, edition, board):
    leaving, staying = judges(edition, 2)
    [project] = handed_in(edition)
    factories.scorecard(project, leaving)
    organizer.submit(f"{board}judges/{leaving.id}/remove", {"reason": "Scored for friends", "cards": "set_aside"})
    with scope.of(edition.id):
        assert queries.finished_cards() == []
    assert assigned() == {(staying.id, project.id)}


def test_removed_judge_sees_nothing_any_more(new_client, organizer, edition, board):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.assignment(project, judge)
    browser = new_client().sign_in(judge)
    form = forms.find_form(browser.get(f"/{edition.key}/judging/{project.id}"))
    organizer.submit(f"{board}judges/{judge.id}/remove", {"reason": "Fell ill", "cards": "keep"})
    assert browser.get(f"/{edition.key}/judging/").status_code == 403
    assert forms.send(browser, f"/{edition.key}/judging/{project.id}", form, {}).status_code == 403


def test_marks_seal_the_rubric_and_assignments_open_the_files(app, edition):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    actor = factories.actor(judge)
    with scope.of(edition.id):
        assert not hooks.rubric_is_sealed()
        assert not projects.sees_submission(actor, project)
    factories.scorecard(project, judge)
    with scope.of(edition.id):
        assert hooks.rubric_is_sealed()
        assert projects.sees_submission(actor, project)


def test_judge_opens_no_file_before_submissions_close(app, edition, set_clock):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.assignment(project, judge)
    set_clock(edition.submissions_close - timedelta(seconds=1))
    with scope.of(edition.id):
        assert not projects.sees_submission(factories.actor(judge), project)


def test_count_of_scored_projects(app, edition):
    people, [full, half] = judges(edition, 2), handed_in(edition, 2)
    for judge in people:
        factories.scorecard(full, judge, comment_to_team="Well done")
    factories.scorecard(half, people[0], comment_to_team="More", status=ScorecardStatus.DRAFT, finished_at=None)
    with scope.of(edition.id):
        assert queries.count_scored() == 1


@pytest.mark.parametrize(
    "path", ["", "?show=projects", "?show=conflicts", "deal", "projects/{first}", "judges/{judge}/remove"]
)
def test_statements_of_the_organizers_pages_do_not_grow(organizer, edition, board, path):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.scorecard(project, judge)
    url = board + path.format(first=project.id, judge=judge.id)

    def statements():
        with count_statements() as found:
            assert organizer.get(url).status_code == 200
        return len(found)

    before = statements()
    for other in judges(edition, 14):
        factories.assignment(project, other)
    for each in handed_in(edition, 14):
        factories.scorecard(each, judge)
        factories.scorecard(each, factories.judge(edition))
        declare(each, factories.judge(edition))
    assert statements() == before


def declare(project, judge):
    db.session.add(DeclaredConflict(edition_id=project.edition_id, project_id=project.id, judge_id=judge.id,
                                    reason="A tie", declared_at=project.saved_at))
    db.session.commit()


@pytest.mark.parametrize("path", ["", "deal", "invitations", "projects/{project}", "judges/{judge}/remove"])
def test_judges_students_and_other_organizers_do_not_see_the_organizers_pages(new_client, edition, board, path):
    [judge], [project] = judges(edition, 1), handed_in(edition)
    factories.scorecard(project, judge)
    url = board + path.format(project=project.id, judge=judge.id)
    others = [judge, factories.members(project.team)[0], factories.organizer(factories.edition())]
    assert [new_client().sign_in(person).get(url).status_code for person in others] == [403, 403, 403]
    assert new_client().get(url).status_code == 303


def test_project_of_another_edition_is_not_found(organizer, edition, board):
    other = factories.edition(Stage.JUDGING)
    [foreign], [judge] = handed_in(other), judges(other, 1)
    assert organizer.get(f"{board}projects/{foreign.id}").status_code == 404
    assert organizer.get(f"{board}judges/{judge.id}/remove").status_code == 404


def test_progress_is_sorted_by_a_column(organizer, edition, board):
    ahead, behind = (factories.judge(edition, family_name=name, given_name="") for name in ("Zhumabayev", "Abenov"))
    [project] = handed_in(edition)
    factories.scorecard(project, ahead)
    factories.assignment(project, behind)

    def order(sort):
        text = forms.text_of(organizer.get(f"{board}?show=judges&sort={sort}"))
        return text.index("Zhumabayev") < text.index("Abenov")

    assert [order(sort) for sort in ("name", "-name", "finished", "-finished", "nonsense", "")] == [
        False, True, False, True, False, False]
