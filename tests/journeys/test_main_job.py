"""The main job: an organizer opens an edition, a team forms and submits, a jury scores, the results are published."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from hackathon import clock
from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.rules.schedule import Stage
from tests import factories
from tests.journeys import steps
from tests.journeys.steps import DAY
from tests.support.clients import afresh
from tests.support.source import ROOT

pytestmark = pytest.mark.browser

KEY, BRIEF, WINNER = "kz-2031", "Jars that come back", "The jar bank"


def open_edition(page):
    """Create an edition in which people register and submit, write a brief, and announce it."""
    now = clock.now()
    page.goto("/")
    page.locator("details.menu").last.click()
    page.get_by_role("link", name="New edition").click()
    page.fill("#key", KEY)
    page.fill("#title-ru", "Хакатон 2031")
    page.fill("#title-en", "Hackathon 2031")
    moments = {"registration_opens": now - DAY, "submissions_open": now - DAY, "registration_closes": now + DAY,
               "submissions_close": now + DAY, "judging_opens": now + DAY, "judging_closes": now + 2 * DAY}
    for name, moment in moments.items():
        page.fill(f"#{name}", steps.local(moment))
    page.fill("#reviews_per_project", "2")
    page.get_by_role("button", name="Create the edition").click()
    page.get_by_role("link", name="Write the challenges").click()
    page.get_by_role("link", name="Write a challenge").first.click()
    page.fill("#title-ru", "Банки, которые возвращаются")
    page.fill("#title-en", BRIEF)
    page.fill("#problem-en", "A shop sells 300 jars a week and takes none back.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.goto(f"/{KEY}/organize/")
    page.locator("summary", has_text="Announce the edition").click()
    page.get_by_role("button", name="Yes, announce it").click()
    expect(page.get_by_text("The edition is announced")).to_be_visible()


def join_the_edition(page, postman):
    """Find the edition as a stranger, make an account, register, and found a team."""
    page.goto("/")
    page.get_by_role("link", name="Hackathon 2031").click()
    page.get_by_role("link", name="Create an account").first.click()
    steps.sign_up(page, postman, "aigerim@example.kz", family="Ахметова", given="Айгерим")
    page.get_by_role("button", name="Register").click()
    page.goto(f"/{KEY}/my-team")
    page.get_by_role("link", name="Create a team").click()
    page.fill("#name", "Twenty jars")
    page.get_by_role("button", name="Create the team").click()
    return page.locator("#invite-link").input_value()


def join_the_team(page, postman, link):
    """Follow the invite link as a stranger: the account, the registration and the seat come with it."""
    page.goto(link)
    expect(page.get_by_role("heading", name="Join the team “Twenty jars”")).to_be_visible()
    page.get_by_role("link", name="Create an account").first.click()
    steps.sign_up(page, postman, "daniyar@example.kz", family="Сериков", given="Данияр")
    expect(page.get_by_role("heading", name="Join the team “Twenty jars”")).to_be_visible()
    page.get_by_role("button", name="Join the team").click()
    expect(page.get_by_text("2 of 5 places taken")).to_be_visible()


def submit(page):
    """Write the project while it saves itself, look at what the jury will see, and hand it in."""
    page.goto(f"/{KEY}/my-team")
    page.get_by_role("link", name="Work on the project").click()
    expect(page.get_by_text("Your team has NOT submitted a project.")).to_be_visible()
    steps.write_project(page, title=WINNER, challenge=BRIEF)
    expect(page.locator("[data-save-state].is-saved")).to_contain_text("Saved")
    page.get_by_role("button", name="Preview the description").click()
    expect(page.locator("#preview strong")).to_have_text("jars")
    page.get_by_role("button", name="Review and submit").click()
    page.get_by_role("button", name="Submit the project").click()
    expect(page.locator("main")).to_contain_text(re.compile("[0-9a-f]{64}"))
    expect(page.get_by_text("Your project “The jar bank” is submitted.")).to_be_visible()


def let_a_rival_submit():
    """Have another team in the edition, so that somebody wins."""
    afresh()
    edition = db.session.scalar(select(Edition).filter_by(key=KEY))
    brief = db.session.scalar(select(Challenge).filter_by(edition_id=edition.id))
    factories.submitted_project(factories.team(edition, name="Bags"), title="One more bag", challenge_id=brief.id)


def invite(page, *addresses):
    page.goto(f"/{KEY}/organize/judging/")
    page.get_by_role("link", name="Invite to the jury").first.click()
    page.fill("#addresses", "\n".join(addresses))
    page.get_by_role("button", name="Send invitations").click()


def score_by_keyboard(page, mark):
    """Give every criterion its mark without a mouse, and finish with the keyboard, too."""
    page.locator("[data-criterion] input").first.focus()
    for _each in range(page.locator("[data-criterion]").count()):
        page.keyboard.press(mark)
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-save-state].is-saved")).to_contain_text("Saved")
    page.get_by_role("button", name="Finish").focus()
    page.keyboard.press("Enter")


def score_by_thumb(page, mark):
    for criterion in page.locator("[data-criterion]").all():
        criterion.locator(f"label:has(input[value='{mark}'])").click()
    expect(page.locator("[data-save-state].is-saved")).to_contain_text("Saved")
    page.fill("#comment_to_team", "You counted before you proposed.")
    page.get_by_role("button", name="Finish").click()


def score_everything(page, score):
    """Score one project after the other, ours best, until the queue is done."""
    for done in range(2):
        expect(page.locator(".queue-progress")).to_contain_text(f"{done} of 2 finished")
        page.get_by_role("link", name="Score this project").click()
        score(page, "5" if page.get_by_role("heading", level=1).inner_text() == WINNER else "2")
    expect(page.get_by_text("All your projects are scored")).to_be_visible()


def accept(page, postman, address):
    """Follow the link in the letter as somebody who has an account."""
    page.goto(postman.link(address, "/judging/invitation/"))
    page.get_by_role("link", name="Log in").last.click()
    page.fill("#email", address)
    page.fill("#password", factories.PASSWORD)
    steps.press(page, "main form")
    page.get_by_role("button", name="Accept and join the jury").click()
    expect(page.get_by_text("Welcome to the jury.")).to_be_visible()


def accept_as_a_stranger(page, postman, address):
    """Follow the link in the letter without an account: making one leads back to the invitation."""
    page.goto(postman.link(address, "/judging/invitation/"))
    page.get_by_role("link", name="Create an account").click()
    steps.sign_up(page, postman, address, family="Weber", given="Katrin")
    page.get_by_role("button", name="Accept and join the jury").click()
    expect(page.get_by_text("Welcome to the jury.")).to_be_visible()


def deal(page):
    """Deal the projects after a look at the plan, and see that nobody has begun."""
    page.goto(f"/{KEY}/organize/")
    page.get_by_role("link", name="Deal the projects to the judges").click()
    page.get_by_role("link", name="Deal projects").first.click()
    expect(page.get_by_role("heading", name="4 reviews would be dealt")).to_be_visible()
    page.get_by_role("button", name="Deal like this").click()
    expect(page.locator("main")).to_contain_text("0 of 2")


def publish(page, chair):
    """Make a judge the chair, see in the preview that the jury is done, and propose; the chair confirms."""
    page.goto(f"/{KEY}/organize/judging/")
    expect(page.get_by_text("2 of 2").first).to_be_visible()
    page.get_by_role("row", name="known@example.kz").get_by_role("button", name="Make chair").click()
    expect(page.get_by_text("Chair of the jury")).to_be_visible()
    steps.set_dates(page, KEY, judging_closes=clock.now())
    page.goto(f"/{KEY}/organize/")
    page.get_by_role("link", name="Propose the results").click()
    page.locator("summary", has_text="Propose the results to the chair").click()
    page.get_by_role("button", name="Yes, propose these standings").click()
    expect(page.get_by_text("The results wait for the chair of the jury")).to_be_visible()
    chair.goto(f"/{KEY}/judging/")
    chair.get_by_role("link", name="You are the chair of the jury: confirm the results").click()
    chair.locator("summary", has_text="Confirm and publish").click()
    chair.get_by_role("button", name="Yes, publish these results").click()
    expect(chair.get_by_text("The results are published. Letters")).to_be_visible()


def see_the_winner(page):
    """Find the winner as a visitor, and read the project."""
    page.goto(f"/{KEY}/projects/")
    page.goto("/")
    page.get_by_role("link", name="Hackathon 2031").click()
    page.get_by_role("link", name="See the results").click()
    first = page.locator(".podium [data-place='1']")
    expect(first).to_contain_text("4.35")  # what an average judge would have given, not the plain mean
    first.get_by_role("link", name=WINNER).click()
    expect(page.locator("main")).to_contain_text("We counted jars for a week.")


def recount(page, folder):
    """Download the recount bundle as a visitor, and have the command check it without a database."""
    page.goto(f"/{KEY}/results")
    with page.expect_download() as download:
        page.locator("a[href$='results/bundle']").first.click()
    bundle = folder / "recount.zip"
    download.value.save_as(bundle)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "results", "verify", str(bundle)]
    nowhere = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "SECRET_KEY": "x" * 32}
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout[:4]) == (0, "Yes."), done.stdout + done.stderr


def test_the_main_job(app, new_page, postman, tmp_path):
    known = factories.user(email="known@example.kz")
    desk, captain, member, visitor = new_page(), new_page(width=360), new_page(width=768), new_page(width=360)
    at_the_keyboard, on_the_phone = new_page(), new_page(width=360)
    steps.sign_in(desk, factories.organizer(factories.edition(Stage.RESULTS)))
    open_edition(desk)
    join_the_team(member, postman, join_the_edition(captain, postman))
    submit(member)
    let_a_rival_submit()
    invite(desk, known.email, "weber@example.org")
    accept(at_the_keyboard, postman, known.email)
    accept_as_a_stranger(on_the_phone, postman, "weber@example.org")
    steps.close_submissions(desk, KEY)
    deal(desk)
    for judge, score in ((at_the_keyboard, score_by_keyboard), (on_the_phone, score_by_thumb)):
        judge.goto(f"/{KEY}/judging/")
        score_everything(judge, score)
    publish(desk, at_the_keyboard)
    see_the_winner(visitor)
    recount(visitor, tmp_path)
    captain.goto(f"/{KEY}/my-team")
    expect(captain.locator("main")).to_contain_text("You counted before you proposed.")
