"""The pages of accounts in a real browser: readable by everybody, on a phone as at a desk, with scripts and without."""

import pytest

from tests import factories
from tests.accounts.people import STRONG, letters, link_in
from tests.support.clients import afresh

pytestmark = [
    pytest.mark.browser,
    pytest.mark.backends("sqlite"),  # what the browser shows does not depend on the database
]
VISITOR = (
    "/accounts/sign-in?next=/x",
    "/accounts/sign-up",
    "/accounts/reset",
    "/accounts/letter-sent/confirm",
    "/mailbox/",
)
OWN = ("/accounts/profile", "/accounts/password", "/accounts/consents", "/accounts/sessions")
ADMINISTRATION = ("/admin/", "/admin/users", "/admin/users/1", "/admin/universities", "/admin/universities/add")


def sign_in(page, person):
    page.goto("/accounts/sign-in")
    page.fill("#email", person.email)
    page.fill("#password", factories.PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_student_signs_up_with_errors_corrects_them_and_comes_back_to_the_invitation(app, new_page, javascript):
    page = new_page(width=360, javascript=javascript)
    page.goto("/accounts/sign-up?next=/accounts/consents")
    page.fill("#email", "aigerim@example.kz")
    page.fill("#password", STRONG)
    page.fill("#family_name", "Әуезова")
    send = page.get_by_role("button", name="Create the account")
    send.click()
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 3
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "university"
    assert page.input_value("#family_name") == "Әуезова"
    page.fill("#university_other", "Дом науки")
    page.check("#university-other")
    page.fill("#password", STRONG)
    page.check("#privacy")
    page.check("#rules")
    send.click()
    page.wait_for_url("**/accounts/letter-sent/confirm*")
    afresh()
    page.goto(link_in(letters()[0]))
    page.get_by_role("button", name="Confirm the address").click()
    page.wait_for_url("**/accounts/consents*")
    assert page.get_by_role("heading", name="Consents", level=1).is_visible()
