"""What people do on the pages, step by step, with scripts or without, in any language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hackathon import clock
from tests import factories

STRONG = "seven green jars 7"
ALMATY = ZoneInfo("Asia/Almaty")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def local(moment: datetime) -> str:
    """Write a moment as the field for dates holds it, in Almaty."""
    return moment.astimezone(ALMATY).strftime("%Y-%m-%dT%H:%M")


def press(page: Any, within: str) -> None:
    """Press the button of a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(f"{within} button[type=submit]").first.click()


def sign_up(page: Any, postman: Any, address: str, *, family: str, given: str) -> None:
    """Make an account on the page that is open, and confirm the address by the link in the letter."""
    for name, value in {"email": address, "password": STRONG, "family_name": family, "given_name": given}.items():
        page.fill(f"#{name}", value)
    page.fill("#university_other", "House of Science")
    page.check("#university-other")
    page.check("#privacy")
    page.check("#rules")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    page.goto(postman.link(address, "/confirm/"))
    press(page, "main form")


def sign_in(page: Any, person: Any, password: str = factories.PASSWORD) -> None:
    page.goto("/accounts/sign-in")
    page.fill("#email", getattr(person, "email", person))
    page.fill("#password", password)
    press(page, "main form")


def set_dates(page: Any, edition: str, **moments: datetime) -> None:
    """Move dates in the edition's form, as an organizer does when plans change."""
    page.goto(f"/{edition}/organize/edition")
    for name, moment in moments.items():
        page.fill(f"#{name}", local(moment))
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).last.click()
    assert page.locator(".notice--good").is_visible(), page.locator("main").inner_text()[:400]


def write_project(page: Any, *, title: str, challenge: str) -> None:
    page.fill("#title", title)
    page.fill("#pitch", "Jars come back, twenty times.")
    page.select_option("#challenge_id", label=challenge)
    page.fill("#description", "## What we did\n\nWe counted **jars** for a week.")
    page.fill("#repository_url", "https://example.org/jars")


def close_submissions(page: Any, edition: str) -> None:
    """Let submissions end a minute ago, and judging begin."""
    now = clock.now()
    moments = {"registration_closes": now - 2 * MINUTE, "submissions_close": now - MINUTE}
    set_dates(page, edition, **moments, judging_opens=now - MINUTE, judging_closes=now + DAY)
