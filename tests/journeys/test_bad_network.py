"""A judge whose network comes and goes: what is given stays, is sent once and in order, and nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging.models import JudgeAssignment, RoundEntry, Scorecard
from hackathon.rules.schedule import Stage
from tests import factories
from tests.journeys import steps
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.clients import afresh

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # the device does not see the database

STATE, SAVED, FAILED = "[data-save-state]", "[data-save-state].is-saved", "[data-save-state].is-failed"
KEPT_CARDS = "Object.keys(localStorage).filter((key) => key.startsWith('card:')).length"
KEPT_PAGES = """async () => {
  const found = [];
  for (const name of await caches.keys())
    if (name.startsWith('judging-pages:'))
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found.sort();
}"""


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING)


@pytest.fixture
def judge(edition):
    return factories.judge(edition)


@pytest.fixture
def projects(edition, judge):
    found = [factories.submitted_project(factories.team(edition), title=f"Project {number}") for number in range(3)]
    for project in found:
        factories.assignment(project, judge)
    return found


def signed_in(new_page, person, **options):
    page = new_page(**options)
    steps.sign_in(page, person)
    return page


def open_queue(page, edition, kept=3):
    """Open the queue, and wait until its projects are kept on the device."""
    page.goto(f"/{edition.key}/judging/")
    expect(page.locator("[data-count]")).to_contain_text(f"{kept} of {kept}")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def mark_all(page, mark):
    for criterion in page.locator("[data-criterion]").all():
        criterion.locator(f"label:has(input[value='{mark}'])").click()


def cards():
    """Return {project: (status, version, marks, comment)} as the server has them."""
    afresh()
    found = db.session.scalars(select(Scorecard).order_by(Scorecard.project_id)).all()
    return {card.project_id: (card.status, card.version, [mark.value for mark in card.marks], card.comment_to_team)
            for card in found}


def saves():
    afresh()
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.verb.like("scorecard%")).order_by(AuditEntry.id))
    return [(entry.details["project"], entry.details["version"]) for entry in rows]


def test_a_judge_scores_three_projects_while_the_network_comes_and_goes(app, new_page, live_server, edition, judge,
                                                                        projects):
    page = signed_in(new_page, judge, width=360)
    open_queue(page, edition)
    page.get_by_role("link", name="Score this project").click()
    mark_all(page, 5)
    expect(page.locator(SAVED)).to_contain_text("Saved")

    live_server.kill()
    page.fill("#comment_to_team", "Counted in the tunnel")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your projects")
    expect(page.locator("tr", has_text="Project 0")).to_contain_text("Waiting to send")
    page.get_by_role("link", name="Score this project").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Project 1")
    mark_all(page, 3)
    expect(page.locator(STATE)).to_contain_text("waiting to send")
    page.reload()
    expect(page.locator(STATE)).to_contain_text("waiting to send")
    assert page.locator(".mark input:checked").evaluate_all("all => all.map((each) => each.value)") == ["3"] * 3
    assert_axe_clean(page)
    assert_no_sideways_scrolling(page)
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Project 2")
    mark_all(page, 2)
    page.context.set_offline(True)
    live_server.start()
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your projects")
    expect(page.get_by_text("Waiting to send")).to_have_count(3)
    assert [card[:2] for card in cards().values()] == [("draft", cards()[projects[0].id][1])]

    page.context.set_offline(False)
    expect(page.get_by_text("Waiting to send")).to_have_count(0)
    expect(page.locator("[data-card-state]", has_text="Saved")).to_have_count(3)
    first, second, third = (cards()[project.id] for project in projects)
    assert (first[0], first[2], first[3]) == ("finished", [5, 5, 5], "Counted in the tunnel")
    assert second == ("draft", 1, [3, 3, 3], "")
    assert third == ("finished", 1, [2, 2, 2], "")
    assert saves()[-3:] == [(projects[0].id, first[1]), (projects[1].id, 1), (projects[2].id, 1)]
    page.reload()
    expect(page.locator(".queue-progress")).to_contain_text("2 of 3 finished")


def test_two_devices_offline_on_the_same_card_lose_nothing(app, new_page, edition, judge, projects):
    project = projects[0]
    phone, laptop = signed_in(new_page, judge, width=360), signed_in(new_page, judge)
    for page in (phone, laptop):
        page.goto(f"/{edition.key}/judging/{project.id}")
        expect(page.locator("form[data-state]")).to_be_visible()
        page.context.set_offline(True)
    mark_all(phone, 4)
    phone.fill("#comment_to_team", "From the phone")
    mark_all(laptop, 4)
    laptop.locator(".mark").nth(1).click()
    laptop.fill("#comment_to_team", "From the laptop")
    phone.context.set_offline(False)
    expect(phone.locator(SAVED)).to_contain_text("Saved")
    laptop.context.set_offline(False)
    expect(laptop.get_by_role("heading", name="Two versions of this scorecard")).to_be_visible()
    assert cards()[project.id] == ("draft", 1, [4, 4, 4], "From the phone")
    both = laptop.locator(".both")
    expect(both.locator("fieldset")).to_have_count(2)
    expect(both).to_contain_text("From the phone")
    expect(both).to_contain_text("From the laptop")
    assert_axe_clean(laptop)
    laptop.reload()
    expect(both.locator("fieldset")).to_have_count(2)
    both.get_by_role("button", name="Save what I chose").click()
    expect(both).to_be_visible()
    both.locator("fieldset").first.get_by_label("Saved meanwhile").check()
    both.get_by_label("Both texts, one after the other").check()
    both.get_by_role("button", name="Save what I chose").click()
    expect(laptop.locator(SAVED)).to_contain_text("Saved")
    assert cards()[project.id] == ("draft", 2, [4, 4, 4], "From the phone\n\nFrom the laptop")
    phone.fill("#comment_to_jury", "Later")
    expect(phone.get_by_role("heading", name="Two versions of this scorecard")).to_be_visible()
    phone.fill("#comment_to_jury", "Later, and still typing")
    expect(phone.locator(".both")).to_contain_text("Later, and still typing")
    assert_no_sideways_scrolling(phone)
    phone.get_by_role("button", name="Keep all that was saved meanwhile").click()
    expect(phone.locator(".both")).to_have_count(0)
    assert phone.input_value("#comment_to_team") == "From the phone\n\nFrom the laptop"
    assert cards()[project.id][1] == 2


def test_two_tabs_of_one_device_write_one_card(app, new_page, edition, judge, projects):
    first = signed_in(new_page, judge)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/{edition.key}/judging/{projects[0].id}")
        expect(page.locator("form[data-state]")).to_be_visible()
    first.context.set_offline(True)
    first.locator(".mark").nth(4).click()
    second.fill("#comment_to_team", "From the second tab")
    expect(first.locator("#comment_to_team")).to_have_value("From the second tab")
    expect(second.locator(".mark input").nth(4)).to_be_checked()
    first.context.set_offline(False)
    expect(first.locator(SAVED)).to_contain_text("Saved")
    expect(second.locator(SAVED)).to_contain_text("Saved")
    card = cards()[projects[0].id]
    assert (card[2], card[3]) == ([5], "From the second tab")


def test_a_save_whose_answer_was_lost_is_sent_again_and_counts_once(app, new_page, edition, judge, projects):
    page = signed_in(new_page, judge)
    page.goto(f"/{edition.key}/judging/{projects[0].id}")
    address = f"**/judging/{projects[0].id}"

    def lose(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(address, lose)
    with page.expect_event("requestfailed"):
        page.locator(".mark").nth(4).click()
    assert cards()[projects[0].id][1:3] == (1, [5])
    page.fill("#comment_to_team", "Given after the answer was lost")
    page.unroute(address)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(SAVED)).to_contain_text("Saved")
    expect(page.locator(".both")).to_have_count(0)
    assert cards()[projects[0].id] == ("draft", 2, [5], "Given after the answer was lost")


def test_signing_out_asks_and_then_clears_the_device(app, new_page, edition, judge, projects):
    page = with_a_mark_that_waits(new_page, judge, edition, projects[0])
    sign_out(page)
    dialog = page.get_by_role("dialog", name="Not everything is sent")
    expect(dialog).to_contain_text("Project 0")
    assert_axe_clean(page)
    dialog.get_by_role("button", name="Stay logged in").click()
    assert page.evaluate(KEPT_CARDS) == 1
    page.locator("details.menu").last.evaluate("menu => { menu.open = false; }")
    sign_out(page)
    dialog.get_by_role("button", name="Delete it and log out").click(no_wait_after=True)
    expect(page.get_by_text("You are signed out.")).to_be_visible(timeout=20_000)
    assert page.evaluate(KEPT_CARDS) == 0
    assert page.evaluate(KEPT_PAGES) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert cards() == {}


def with_a_mark_that_waits(new_page, judge, edition, project):
    """Open a window in which a mark was given that could not be sent."""
    page = signed_in(new_page, judge)
    open_queue(page, edition)
    page.goto(f"/{edition.key}/judging/{project.id}")
    page.route("**/judging/*", cut_off)
    page.locator(".mark").nth(4).click()
    expect(page.locator(STATE)).to_contain_text("waiting to send")
    return page


def cut_off(route):
    """Let nothing be sent, while everything can be read."""
    route.abort("connectionreset") if route.request.method == "POST" else route.continue_()


def sign_out(page):
    page.locator("details.menu").last.locator("summary").click()
    page.get_by_role("button", name="Log out").click()


def test_whoever_signs_in_next_sees_nothing_of_the_first_and_is_asked(app, new_page, edition, judge, projects):
    page = with_a_mark_that_waits(new_page, judge, edition, projects[0])
    page.unroute("**/judging/*")
    page.context.clear_cookies()
    colleague = factories.judge(edition)
    factories.assignment(projects[0], colleague)
    steps.sign_in(page, colleague)
    notice = page.get_by_text("Somebody else left marks or check-ins on this device")
    expect(notice).to_be_visible()
    page.wait_for_function(f"({KEPT_PAGES})().then((pages) => pages.length === 0)")
    page.goto(f"/{edition.key}/judging/{projects[0].id}")
    expect(page.locator("form[data-state='saved']")).to_be_visible()
    assert page.locator(".mark input:checked").count() == 0
    page.get_by_role("button", name="Delete them").click()
    expect(notice).to_have_count(0)
    assert page.evaluate(KEPT_CARDS) == 0
    assert cards() == {}


def test_marks_outlive_a_session_that_ended_and_are_sent_after_signing_in_again(app, new_page, edition, judge,
                                                                               projects):
    page = signed_in(new_page, judge)
    page.goto(f"/{edition.key}/judging/{projects[0].id}")
    expect(page.locator("form[data-state]")).to_be_visible()
    page.context.clear_cookies()
    page.locator(".mark").nth(3).click()
    expect(page.locator(FAILED)).to_contain_text("Sign in again")
    assert cards() == {}
    steps.sign_in(page, judge)
    page.goto(f"/{edition.key}/judging/")
    expect(page.locator("tr", has_text="Project 0")).to_contain_text("Saved")
    assert cards()[projects[0].id] == ("draft", 1, [4], "")


def test_nothing_but_a_judges_own_pages_is_kept(app, new_page, edition, judge, projects):
    page = signed_in(new_page, judge)
    open_queue(page, edition)
    for address in (f"/{edition.key}/", "/accounts/profile", f"/{edition.key}/judging/{projects[0].id}/conflict",
                    f"/{edition.key}/projects/{projects[0].id}"):
        page.goto(address)
    own = [f"/{edition.key}/judging/", *(f"/{edition.key}/judging/{project.id}" for project in projects)]
    assert page.evaluate(KEPT_PAGES) == sorted(own)
    page.context.set_offline(True)
    page.goto(f"/{edition.key}/judging/{projects[0].id}/conflict")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()


def test_whoever_saves_data_decides_what_is_kept(app, new_page, edition, judge, projects):
    page = signed_in(new_page, judge)
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto(f"/{edition.key}/judging/")
    expect(page.locator("[data-count]")).to_contain_text("0 of 3")
    page.get_by_role("button", name="Keep all projects on this device").click()
    expect(page.locator("[data-count]")).to_contain_text("3 of 3")


def test_a_browser_that_keeps_nothing_still_saves(app, new_page, edition, judge, projects):
    page = signed_in(new_page, judge)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
                         "delete Navigator.prototype.serviceWorker;")
    page.goto(f"/{edition.key}/judging/{projects[0].id}")
    page.locator(".mark").nth(4).click()
    expect(page.locator(SAVED)).to_contain_text("Saved")
    assert cards()[projects[0].id] == ("draft", 1, [5], "")


def test_a_card_of_the_selection_that_waits_is_never_taken_for_one_of_the_final(new_page, edition, judge, projects):
    page = signed_in(new_page, judge)
    open_queue(page, edition)
    url = f"/{edition.key}/judging/{projects[0].id}"
    page.goto(url)
    page.context.set_offline(True)
    for criterion in edition.round.criteria:
        page.click(f"label:has(#c{criterion.id}-4)")
    page.fill("[name=comment_to_team]", "Said in the selection")
    expect(page.locator(STATE)).to_contain_text("Kept on this device")
    page.goto("about:blank")
    _final(edition, projects, judge)
    page.context.set_offline(False)
    page.goto(url)
    expect(page.locator("[name=comment_to_team]")).to_have_value("")
    final = [criterion.id for criterion in db.session.get(Edition, edition.id).rounds[1].criteria]
    with page.expect_response(lambda response: response.request.method == "POST" and response.status == 200):
        page.click(f"label:has(#c{final[0]}-3)")
    expect(page.locator(SAVED)).to_contain_text("Saved")
    afresh()
    [card] = db.session.scalars(select(Scorecard))
    assert (card.round_number, {mark.criterion_id: mark.value for mark in card.marks}) == (2, {final[0]: 4})
    page.goto(f"/{edition.key}/judging/")
    expect(page.locator("[data-left]")).to_contain_text("Project 0")
    assert_axe_clean(page)


@factories.committed
def _final(edition, projects, judge):
    """Let the edition go on to a second round, in which the judge has the first project again."""
    afresh()
    made, now = db.session.get(Edition, edition.id), clock.now()
    made.rounds[0].judging_closes = now
    factories.final(made, judging_opens=now, judging_closes=now + timedelta(hours=1))
    made.round_number = 2
    within = {"edition_id": made.id, "round_number": 2, "project_id": projects[0].id}
    factories.add(RoundEntry(**within, entered_at=now))
    factories.add(JudgeAssignment(**within, judge_id=judge.id, assigned_at=now))
