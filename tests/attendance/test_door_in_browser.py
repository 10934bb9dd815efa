"""At the door: a camera that sees a badge, a photo, no network for a while, and everything stored once."""

from __future__ import annotations

from datetime import timedelta

import numpy
import pytest
import segno

from hackathon import clock
from hackathon.attendance.models import Attendance, AttendanceMark, EventSession
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support import browser as browsers
from tests.support.browser import assert_axe_clean, assert_no_sideways_scrolling
from tests.support.clients import afresh

# What a camera sees and a device keeps has no database in it.
pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]
WIDTH, HEIGHT, MODULE = 640, 480, 14


def film_of(code, path):
    """Write a film in which the badge is held still."""
    matrix = numpy.array([list(row) for row in segno.make(code, micro=False, error="q").matrix])
    picture = numpy.full((HEIGHT, WIDTH), 235, numpy.uint8)
    drawn = numpy.kron(1 - matrix, numpy.ones((MODULE, MODULE))) * 219 + 16
    top, left = (HEIGHT - len(drawn)) // 2, (WIDTH - len(drawn)) // 2
    picture[top : top + len(drawn), left : left + len(drawn)] = drawn
    colours = numpy.full(WIDTH * HEIGHT // 2, 128, numpy.uint8).tobytes()
    frame = b"FRAME\n" + picture.tobytes() + colours
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)
    return path


@factories.committed
def opening(edition):
    now = clock.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    return factories.add(EventSession(edition_id=edition.id, title={"en": "Opening"}, **times))


def code_of(person):
    return db.session.query(Registration).filter_by(user_id=person.id).one().code


@pytest.fixture
def at_the_door(browser, live_server, tmp_path):
    """Open a window of a browser whose camera shows a film."""
    opened = []

    def door(code):
        film = film_of(code, tmp_path / "badge.y4m")
        camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                  f"--use-file-for-fake-video-capture={film}"]
        chromium = browser.browser_type.launch(
            executable_path=browsers.executable(), args=[*browsers.ARGUMENTS, *camera])
        opened.append(chromium)
        return browsers.window(chromium, live_server.url, width=360)

    yield door
    for chromium in opened:
        chromium.close()


def cut(route, lost):
    """Let the server store what the first request says, and cut the line before its answer."""
    if lost:
        route.continue_()
    else:
        lost.append(route.fetch().status)
        route.abort("connectionreset")


def stored(event):
    afresh()
    rows = db.session.query(AttendanceMark).filter_by(session_id=event.id).order_by(AttendanceMark.id)
    return [(row.user_id, row.how, row.outcome, row.at < row.received_at) for row in rows]


def test_two_badges_without_network_are_stored_once_when_it_is_back(app, at_the_door, tmp_path):
    edition = factories.edition(Stage.SUBMISSIONS)
    event, boss = opening(edition), factories.organizer(edition, language="en")
    first = factories.student(edition, family_name="Oʻktam", given_name="Ýşşägül", patronymic="")
    second = factories.student(edition, family_name="Әуезов")
    segno.make(code_of(second), micro=False).save(str(tmp_path / "badge.png"), scale=9)
    with at_the_door(code_of(first)) as page:
        page.goto("/accounts/sign-in")
        page.fill("input[name=email]", boss.email)
        page.fill("input[name=password]", factories.PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        page.goto(f"/{edition.key}/organize/attendance/{event.id}/check-in")
        page.wait_for_selector("#door[data-ready]", state="attached")
        page.wait_for_selector("[data-people]:has-text('2 people, 0 here')")
        assert_axe_clean(page)
        page.context.set_offline(True)
        page.reload()
        page.click("[data-start]")
        page.wait_for_selector("[data-result] [data-name]:has-text('Oʻktam Ýşşägül')")
        page.click("[data-stop]")
        page.set_input_files("[data-photo]", str(tmp_path / "badge.png"))
        page.wait_for_selector("[data-result] [data-name]:has-text('Әуезов')")
        page.wait_for_selector("[data-offline]:not([hidden])")
        assert page.locator("[data-list] li[data-state=waiting]").count() == 2
        assert stored(event) == []
        lost = []
        page.route("**/scans", lambda route: cut(route, lost))
        page.context.set_offline(False)
        page.wait_for_function("() => document.querySelectorAll('[data-list] li[data-state=new]').length === 2")
        assert lost == [200]
        assert stored(event) == [(first.id, "camera", "new", True), (second.id, "camera", "new", True)]
        page.click("[data-undo]")
        page.wait_for_selector("[data-list] li[data-state=undone]")
        afresh()
        assert [row.user_id for row in db.session.query(Attendance)] == [first.id]
        page.fill("#code", "әуе")
        page.click("[data-found] button")
        page.wait_for_selector("[data-people]:has-text('2 here')")
        page.wait_for_function("() => !document.querySelector('[data-list] li[data-state=waiting]')")
        assert_no_sideways_scrolling(page)
        assert "Әуезов" in page.evaluate("() => JSON.stringify(localStorage)")
        page.evaluate("() => document.querySelector(\"form[action$='/accounts/sign-out']\").requestSubmit()")
        page.wait_for_url("**/")
        assert page.evaluate("() => localStorage.length") == 0
    assert len(stored(event)) == 4
