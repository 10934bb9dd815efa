"""The pages of results as people meet them: narrow and wide, with and without JavaScript, clean for axe."""

from __future__ import annotations

import pytest

from tests import factories
from tests.results.worlds import agrees_to_be_named, judged
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling

pytestmark = pytest.mark.browser


@pytest.fixture
def world(app):
    made = judged([[5, 4, 3], [4, 4, 4]], [[2, 2, 2]], [[5, 4, 3]], [])
    made.add([3, 3, 3], members=[agrees_to_be_named(factories.student(made.edition))], title="Длинноеслово" * 10)
    return made


def sign_in(page, person) -> None:
    page.goto("/accounts/sign-in")
    page.fill("[name=email]", person.email)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def look(page) -> None:
    assert_axe_clean(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.backends("sqlite")  # what a browser shows does not depend on the database
@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_publish_one_withdraws_and_everybody_sees_it(world, new_page, javascript):
    organizer, visitor = new_page(javascript=javascript), new_page(width=360)
    chair = new_page(javascript=javascript, width=360)
    visitor.goto(world.results)
    assert "The results are not published yet" in visitor.inner_text("main")
    sign_in(organizer, world.organizer)
    organizer.goto(world.preview)
    organizer.click("summary:has-text('Propose the results to the chair')")
    organizer.click("text=Yes, propose these standings")
    organizer.wait_for_selector("text=The results wait for the chair of the jury")
    visitor.goto(world.results)
    assert "The results are not published yet" in visitor.inner_text("main")
    sign_in(chair, world.chair)
    chair.goto(f"{world.url}/judging/")
    chair.click("text=confirm the results")
    if javascript:
        look(chair)
    chair.click("summary:has-text('Confirm and publish')")
    chair.click("text=Yes, publish these results")
    chair.wait_for_selector("text=The results are published.")
    organizer.goto(world.preview)
    visitor.goto(world.results)
    winner = world.projects[0].title
    assert winner in visitor.inner_text(".podium")
    look(visitor)
    organizer.click("summary:has-text('Withdraw the results')")
    organizer.fill("[name=reason]", "A mark was typed wrongly.")
    organizer.click("text=Yes, withdraw the results")
    organizer.wait_for_selector("text=The results are withdrawn")
    visitor.goto(world.results)
    assert "A mark was typed wrongly." in visitor.inner_text("main")
    assert winner not in visitor.content()


@pytest.mark.backends("sqlite")  # what a browser shows does not depend on the database
@pytest.mark.parametrize(("width", "language", "dark"), [(360, "ru", False), (768, "en", True)])
def test_pages_of_results_are_clean_in_every_width(world, new_page, width, language, dark):
    page = new_page(width=width, language=language, dark=dark)
    sign_in(page, world.organizer)
    page.goto(world.preview)
    look(page)
    page.click("details.confirm summary")
    page.click("details.confirm button[type=submit]")
    page.wait_for_selector("form[action$='take-back']")
    look(page)
    chair = new_page(width=width, language=language, dark=dark)
    sign_in(chair, world.chair)
    chair.goto(world.desk)
    look(chair)
    chair.click("details.confirm summary")
    chair.click("form[action$='confirm'] button[type=submit]")
    chair.wait_for_selector(".notice")
    page.goto(world.preview)
    look(page)
    visitor = new_page(width=width, language=language, dark=dark)
    visitor.goto(world.results)
    for summary in visitor.query_selector_all("table details summary"):
        summary.click()
    look(visitor)
    member = new_page(width=width, language=language, dark=dark)
    sign_in(member, factories.members(world.projects[0].team)[0])
    member.goto(f"{world.url}/projects/{world.projects[0].id}")
    assert member.locator("#own-result").count() == 1
    look(member)
