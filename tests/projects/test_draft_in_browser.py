"""The editor on a phone and at a desk: what was saved is said where the writer looks, and large files never leave."""

from __future__ import annotations

import pytest

from hackathon.projects.models import ProjectFile
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.clients import afresh

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # the main job writes in a browser on both
MEGABYTE = 1024 * 1024
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def project(app):
    return factories.project(factories.team(factories.edition(Stage.SUBMISSIONS), 2))


def editor(page, project):
    """Sign in as a member and open the draft on a small phone."""
    page.set_viewport_size(PHONE)
    page.goto("/accounts/sign-in")
    page.fill("[name=email]", factories.members(project.team)[0].email)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"/{project.edition.key}/projects/{project.id}/edit")
    return page


def is_in_sight(page, place):
    box = page.locator(place).bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


def save(page):
    page.get_by_role("button", name="Save the draft").click()


def title_of(project):
    afresh()
    return factories.db.session.get(type(project), project.id).title


def test_saving_with_scripts_says_so_beside_the_button_and_stays_there(project, new_page):
    page = editor(new_page(), project)
    page.fill("[name=title]", "A better title")
    page.get_by_role("button", name="Save the draft").scroll_into_view_if_needed()
    save(page)
    page.wait_for_selector(".save-state.is-saved")
    assert page.locator(".save-state").inner_text().startswith("Saved ")
    assert is_in_sight(page, ".save-state")
    assert title_of(project) == "A better title"
    page.fill("[name=title]", "The best title")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Save the draft").dblclick()
    page.wait_for_selector(".save-state.is-saved")
    assert title_of(project) == "The best title"
    assert page.locator(".flashes").count() == 0
    assert_axe_clean(page)


def test_saving_without_scripts_says_so_in_sight(project, new_page):
    page = editor(new_page(javascript=False), project)
    page.fill("[name=title]", "A better title")
    save(page)
    page.wait_for_url("**/edit#said")
    assert "The draft is saved." in page.locator("#said").inner_text()
    assert is_in_sight(page, "#said .notice")
    assert title_of(project) == "A better title"


@pytest.mark.parametrize("scripts", [True, False])
def test_what_cannot_be_saved_is_shown_with_every_error_in_its_place(project, new_page, scripts):
    page = editor(new_page(javascript=scripts), project)
    page.fill("[name=demo_url]", "javascript:alert(1)")
    page.fill("[name=pitch]", "Kept")
    save(page)
    page.wait_for_selector("#demo_url-error")
    assert page.input_value("[name=pitch]") == "Kept"
    page.fill("[name=demo_url]", "https://example.org/demo")
    save(page)
    page.wait_for_url("**/edit#said")
    assert page.locator(".error-summary").count() == 0


def test_a_draft_that_was_changed_in_another_tab_is_compared(project, new_page):
    page = editor(new_page(), project)
    factories.committed(_move_on)(project)
    page.fill("[name=title]", "Mine")
    save(page)
    page.wait_for_selector(".error-summary")
    assert "Theirs" in page.locator("main").inner_text()
    assert page.input_value("[name=title]") == "Mine"


def _move_on(project):
    found = factories.db.session.get(type(project), project.id)
    found.title, found.version = "Theirs", found.version + 1


@pytest.fixture
def choose(tmp_path):
    """Choose a file that lies on the disk: the browser reads it there, as it does for people."""

    def choose_in(page, name, size):
        (tmp_path / name).write_bytes(b"a" * size)
        page.set_input_files("#file", tmp_path / name)

    return choose_in


def files_of(project):
    afresh()
    return [file.name for file in ProjectFile.query.filter_by(project_id=project.id)]


def test_a_file_over_the_limit_is_refused_in_the_browser_in_the_servers_words(project, new_page, choose):
    page = editor(new_page(), project)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    choose(page, "film.txt", 20 * MEGABYTE + 1)
    error = page.locator("#file-error")
    assert " ".join(error.inner_text().split()) == (
        "Error: The file “film.txt” is larger than 20 MB. Send a smaller file, or give a link to it instead.")
    assert page.get_attribute("#file", "aria-invalid") == "true"
    assert "file-error" in page.get_attribute("#file", "aria-describedby")
    page.get_by_role("button", name="Upload").click()
    assert page.evaluate("document.activeElement.id") == "file"
    assert sent == []
    assert error.count() == 1
    assert_axe_clean(page)
    assert_no_sideways_scrolling(page)
    choose(page, "plan.txt", 10)
    assert error.count() == 0
    assert page.get_attribute("#file", "aria-invalid") is None
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url("**/edit#files")
    assert files_of(project) == ["plan.txt"]


def test_without_scripts_a_file_far_over_the_limit_leads_back_to_the_project(project, new_page, choose):
    page = editor(new_page(javascript=False), project)
    choose(page, "film.txt", 23 * MEGABYTE)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_selector(".refusal")
    assert "larger than a file may be: 20 MB" in page.locator("main").inner_text()
    page.get_by_role("link", name="Back to the project").click()
    page.wait_for_url("**/edit#files")
    assert files_of(project) == []
