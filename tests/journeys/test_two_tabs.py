"""Two windows on the same thing, and a finger that presses twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from hackathon.db import db
from hackathon.judging.models import Scorecard
from hackathon.projects.models import Project, Submission
from hackathon.rules.schedule import Stage
from tests import factories
from tests.journeys import steps
from tests.support.clients import afresh

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # elsewhere, without a browser, on both

SAVED, NOT_SAVED = "[data-save-state].is-saved", "[data-save-state].is-failed"


def test_two_members_write_one_draft(app, new_page):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 2)
    project = factories.project(team, title="Before")
    first, second = (signed_in(new_page, person) for person in factories.members(team))
    for page in (first, second):
        page.goto(f"/{edition.key}/projects/{project.id}/edit")
    first.fill("#title", "A better title")
    expect(first.locator(SAVED)).to_contain_text("Saved")
    second.fill("#pitch", "A better pitch")
    expect(second.locator(NOT_SAVED)).to_be_visible()
    assert second.input_value("#pitch") == "A better pitch"
    second.get_by_role("button", name="Save the draft").click()
    expect(second.get_by_text("What was saved in the meantime")).to_be_visible()
    expect(second.locator(".notice .facts")).to_contain_text("A better title")
    second.fill("#title", "A better title")
    second.get_by_role("button", name="Save the draft").click()
    expect(second.locator(".notice--good")).to_be_visible()
    afresh()
    assert db.session.execute(select(Project.title, Project.pitch)).all() == [("A better title", "A better pitch")]


def test_one_judge_scores_in_two_tabs(app, new_page):
    edition = factories.edition(Stage.JUDGING)
    judge = factories.judge(edition)
    project = factories.submitted_project(factories.team(edition))
    factories.assignment(project, judge)
    first, second = (signed_in(new_page, judge) for _each in range(2))
    for page in (first, second):
        page.goto(f"/{edition.key}/judging/{project.id}")
    first.locator(".mark").nth(4).click()
    expect(first.locator(SAVED)).to_contain_text("Saved")
    second.fill("#comment_to_team", "Well counted")
    second.locator(".mark").nth(1).click()
    expect(second.locator(NOT_SAVED)).to_be_visible()
    expect(second.get_by_role("group", name="Impact").first).to_have_text(
        re.compile(r"Impact\s*On this device\s*2\s*Saved meanwhile\s*5"))
    assert second.input_value("#comment_to_team") == "Well counted"
    second.get_by_role("button", name="Keep all of this device").click()
    expect(second.locator(SAVED)).to_contain_text("Saved")
    afresh()
    card = db.session.scalars(select(Scorecard)).one()
    assert (card.comment_to_team, [mark.value for mark in card.marks]) == ("Well counted", [2])


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_submits_once(app, new_page, postman, javascript):
    edition = factories.edition(Stage.SUBMISSIONS)
    team = factories.team(edition, 2)
    project = factories.project(team)
    captain = factories.members(team)[0]
    page = signed_in(new_page, captain, javascript=javascript)
    page.goto(f"/{edition.key}/projects/{project.id}/submit")
    page.get_by_role("button", name="Submit the project").dblclick(no_wait_after=True)
    # The second click may end the first one's way to the receipt: look at where the page is, not at how it went there.
    expect(page).to_have_url(re.compile(r"/receipt"), timeout=20_000)
    postman.link(captain.email)
    afresh()
    assert db.session.scalars(select(Submission.number)).all() == [1]
    assert len(postman.texts(captain.email)) == 1


def signed_in(new_page, person, **options):
    page = new_page(**options)
    steps.sign_in(page, person)
    return page
