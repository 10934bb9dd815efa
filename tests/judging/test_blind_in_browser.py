"""The pages of blind judging, practice and paper in a real browser: on a phone, readable by everybody."""

from __future__ import annotations

import pytest

from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # what a page looks like has no database in it


@pytest.fixture
def edition(app):
    return factories.edition(Stage.JUDGING, blind=True)


@pytest.fixture
def project(edition):
    return factories.submitted_project(
        factories.team(edition, name="Zero Heroes"), title="Jars of Zero Heroes",
        description="We are **Zero Heroes**, see https://github.com/zero and write to zero@heroes.kz.\n\n" * 6,
    )


def signed_in(page, person):
    page.goto("/accounts/sign-in")
    page.fill("input[name=email]", person.email)
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


@pytest.mark.parametrize("width", [360])
def test_organizers_pages_are_readable(new_page, edition, project, width):
    factories.example(edition)
    judge = factories.judge(edition)
    factories.assignment(project, judge)
    page = signed_in(new_page(width=width), factories.organizer(edition))
    place = f"/{edition.key}/organize/judging"
    paths = ("redaction/", f"redaction/{project.id}", "practice", "paper/", f"paper/{judge.id}", "paper/print")
    for path in paths:
        assert page.goto(f"{place}/{path}").status == 200
        assert_no_sideways_scrolling(page)
        assert_axe_clean(page)
        assert "[…]" in page.content() or "Zero Heroes" in page.content() or path in ("practice", "paper/")


def test_judge_scores_a_blind_card_and_nothing_on_the_device_names_the_team(new_page, edition, project):
    judge = factories.judge(edition)
    factories.assignment(project, judge)
    page = signed_in(new_page(width=360), judge)
    page.goto(f"/{edition.key}/judging/")
    assert_no_sideways_scrolling(page)
    assert_axe_clean(page)
    page.click("text=Score this project")
    assert_no_sideways_scrolling(page)
    assert_axe_clean(page)
    page.locator("label.mark").first.click()
    page.locator("[data-save-state].is-saved").wait_for()
    page.wait_for_function(KEPT)
    told = page.evaluate(EVERYTHING)
    assert "[…]" in told
    assert [word for word in ("Zero", "github.com", "heroes.kz", f"/judging/{project.id}\"") if word in told] == []


# Pages that the worker keeps, and everything in the stores of the device.
KEPT = """async () => {
  for (const name of await caches.keys()) {
    if ((await (await caches.open(name)).keys()).some((kept) => /judging\\/\\d+$/.test(kept.url))) return true;
  }
  return false;
}"""
EVERYTHING = """async () => {
  const told = [{...localStorage}, {...sessionStorage}].map((kept) => JSON.stringify(kept));
  told.push(document.documentElement.outerHTML);
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const kept of await cache.keys()) {
      const answer = await cache.match(kept, {ignoreVary: true});
      if (/judging/.test(kept.url)) told.push(kept.url, JSON.stringify([...answer.headers]), await answer.text());
    }
  }
  return told.join("\\n");
}"""
