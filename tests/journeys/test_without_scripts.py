"""The whole way of a student and of a judge on a small phone that runs no scripts, in Russian."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from hackathon.db import db
from hackathon.judging.models import DeclaredConflict, Scorecard, ScorecardStatus
from hackathon.projects.models import Submission
from hackathon.rules.schedule import Stage
from hackathon.teams.models import Team
from tests import factories
from tests.journeys import steps
from tests.journeys.steps import press
from tests.projects.samples import PDF
from tests.support.browser import assert_no_sideways_scrolling
from tests.support.clients import afresh

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # the way through the pages has no database in it

SAVE = "form[data-guard] button[type=submit]:not([name])"


@pytest.fixture
def phone(new_page):
    """A phone on which no page may be wider than the screen, or in another language."""
    page = new_page(javascript=False, width=360, language="ru")
    yield page
    assert page.locator("html").get_attribute("lang") == "ru"


def found_a_team(phone, edition):
    phone.goto(f"/{edition.key}/my-team")
    phone.locator("a[href$='/teams/found']").click()
    phone.fill("#name", "Двадцать банок")
    press(phone, "main form")
    assert_no_sideways_scrolling(phone)
    afresh()
    factories.join(db.session.scalar(select(Team)), factories.student(edition))


def write_with_a_mistake(phone, brief):
    """A wrong link is refused beside its field; what was typed stays."""
    steps.write_project(phone, title="Банк банок", challenge=str(brief.title["ru"]))
    phone.fill("#demo_url", "javascript:alert(1)")
    phone.locator("button[name=review]").click()
    expect(phone.locator(".error-summary a[href='#demo_url']")).to_be_visible()
    assert_no_sideways_scrolling(phone)
    assert phone.input_value("#title") == "Банк банок"
    phone.fill("#demo_url", "")
    phone.locator("button[name=preview]").click()
    expect(phone.locator("#preview strong")).to_have_text("jars")
    phone.locator(SAVE).click()


def add_a_file(phone):
    phone.set_input_files("#file", {"name": "план.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(phone, "form[action$='/files']")
    expect(phone.locator("#files")).to_contain_text("план.pdf")


def test_a_student_signs_up_forms_a_team_and_submits(app, phone, postman):
    edition = factories.edition(Stage.SUBMISSIONS)
    brief = factories.challenge(edition, title={"ru": "Банки, которые возвращаются"})
    phone.goto(f"/{edition.key}/")
    phone.locator("main a[href*='/accounts/sign-up']").click()
    steps.sign_up(phone, postman, "aigerim@example.kz", family="Ахметова", given="Айгерим")
    press(phone, "main form")
    found_a_team(phone, edition)
    phone.goto(f"/{edition.key}/my-team")
    phone.locator("main a[href$='/edit']").click()
    write_with_a_mistake(phone, brief)
    add_a_file(phone)
    phone.locator("button[name=review]").click()
    press(phone, "main form")
    expect(phone.locator("main")).to_contain_text(re.compile("[0-9a-f]{64}"))
    expect(phone.locator(".team-banner--open")).to_have_count(0)
    assert_no_sideways_scrolling(phone)
    afresh()
    submission = db.session.scalars(select(Submission)).one()
    assert [file["name"] for file in submission.content["files"]] == ["план.pdf"]
    phone.goto(f"/{edition.key}/projects/{submission.project_id}/edit")
    phone.fill("#title", "Банк банок и бутылок")
    phone.locator(SAVE).click()
    expect(phone.locator(".team-banner--open")).to_contain_text("Банк банок и бутылок")


def test_a_judge_accepts_scores_and_steps_back(app, phone, postman, new_client):
    edition = factories.edition(Stage.JUDGING)
    scored, related = (factories.submitted_project(factories.team(edition)) for _each in range(2))
    judge = factories.user(language="ru")
    desk = new_client().sign_in(factories.organizer(edition))
    desk.submit(f"/{edition.key}/organize/judging/invitations", {"addresses": judge.email, "language": "ru"})
    phone.goto(postman.link(judge.email, "/judging/invitation/"))
    phone.locator("main a[href*='/accounts/sign-in']").click()
    phone.fill("#email", judge.email)
    phone.fill("#password", factories.PASSWORD)
    press(phone, "main form")
    press(phone, "main form")
    for project in (scored, related):
        factories.assignment(project, judge)
    finish_too_early(phone, edition, scored)
    step_back(phone, edition, related)
    card = db.session.scalars(select(Scorecard)).one()
    assert (card.status, card.comment_to_team) == (ScorecardStatus.FINISHED, "Честно посчитано")
    assert db.session.scalars(select(DeclaredConflict.project_id)).all() == [related.id]


def finish_too_early(phone, edition, project):
    """A scorecard without all marks is kept and not finished; the missing ones are named."""
    phone.goto(f"/{edition.key}/judging/{project.id}")
    phone.fill("#comment_to_team", "Честно посчитано")
    missing = phone.locator(".error-summary a")
    criteria = phone.locator("[data-criterion]").all()
    criteria[0].locator("label").last.click()
    press(phone, ".score-footer")
    expect(missing).to_have_count(len(criteria) - 1)
    assert_no_sideways_scrolling(phone)
    for criterion in criteria[1:]:
        criterion.locator("label").last.click()
    press(phone, ".score-footer")


def step_back(phone, edition, project):
    phone.goto(f"/{edition.key}/judging/{project.id}")
    phone.locator("a[href$='/conflict']").click()
    phone.fill("#reason", "Я научный руководитель команды")
    press(phone, "main form")
    assert_no_sideways_scrolling(phone)
    afresh()
