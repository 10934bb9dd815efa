"""The pages of editions and challenges in a real browser: accessible, and never wider than a phone."""

from __future__ import annotations

import pytest

from hackathon.rules.schedule import Stage
from tests import factories
from tests.challenges.test_briefs import WHOLE
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # what a page looks like has no database in it

PUBLIC = ("/", "/{key}/", "/{key}/challenges/", "/{key}/challenges/rubble", "/privacy", "/rules")
OWN = ("/{key}/register", "/{key}/organize/", "/{key}/organize/edition", "/{key}/organize/rubric", "/editions/new",
       "/{key}/organize/registrations", "/{key}/organize/challenges/", "/{key}/organize/challenges/rubble")


@pytest.fixture
def edition(app):
    made = factories.edition(Stage.REGISTRATION, partners=[{"name": "Recyclers", "url": "https://example.kz"}])
    factories.challenge(made, **WHOLE)
    factories.student(made)
    return made


def look_at(page, edition, addresses):
    for address in addresses:
        answer = page.goto(address.format(key=edition.key))
        assert answer.status == 200, address
        assert_axe_clean(page)
        assert_no_sideways_scrolling(page)


def test_pages_are_accessible_in_the_dark_on_a_phone(edition, new_page):
    page = new_page(width=360, language="ru", dark=True)
    look_at(page, edition, PUBLIC)
    sign_in(page, factories.organizer(edition))
    look_at(page, edition, OWN)


def test_rubric_is_edited_without_script(edition, new_page):
    page = new_page(javascript=False, width=360)
    sign_in(page, factories.organizer(edition))
    page.goto(f"/{edition.key}/organize/rubric?lang=en")
    page.get_by_role("button", name="Add a criterion").click()
    page.locator("[name=criteria-3-name-en]").fill("Team work")
    page.locator("[name=criteria-3-name-ru]").fill("Командная работа")
    page.locator("[name=criteria-3-weight]").fill("10")
    page.get_by_role("button", name="Save the rubric").click()
    page.goto(f"/{edition.key}/?lang=en")
    assert "Team work" in page.locator("main").inner_text()


def sign_in(page, person):
    page.goto("/accounts/sign-in")
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
