"""Every page of the application in a browser: readable by everybody, no wider than a phone, without a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from hackathon import clock
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Edition, Registration
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.rules.registrations import State
from tests import factories
from tests.journeys import steps
from tests.security import routes, world
from tests.support.browser import assert_no_sideways_scrolling, axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.backends("sqlite")]  # what a page looks like has no database in it

# Downloads and answers to programs.
NO_PAGES = {
    "accounts.download_universities", "accounts.find_university",
    "device.service_worker", "health.healthz", "health.readyz",
    "registrations.download_answer_file", "attendance.own_badge", "attendance.roster",
    "imports.download_faults", "imports.download_rows",
    "imports.download_template",
    "judging.download_file", "judging.look_at_file", "judging.manifest", "projects.download_content",
    "projects.download_file", "results.download_bundle", "results.download_csv", "results.download_json",
    "results.download_revision", "statistics.download_numbers",
}  # fmt: skip
# Seen only on the way of a second factor: tests/accounts/test_passkeys.py looks at them.
NO_PAGES |= {"accounts.rename_passkey", "accounts.second_step"}
# The first of these who sees a page looks at it: in `home` teams submit, in `other` a jury scores, `past` is over.
READERS = (
    ("visitor", "home"), ("captain", "home"), ("student", "home"), ("foreign_judge", "other"),
    ("foreign_organizer", "other"), ("organizer", "past"), ("administrator", "home"),
    ("colleague", "past"),
)  # fmt: skip
ALSO = (
    ("captain", "past", "teams.my_team"), ("captain", "past", "projects.show_project"),
    ("student", "home", "teams.my_team"), ("student", "home", "editions.show_edition"),
    ("foreign_judge", "other", "editions.show_edition"), ("foreign_judge", "other", "results.show_results"),
    ("organizer", "past", "results.preview"), ("organizer", "home", "editions.desk"),
    ("organizer", "home", "judging.watch"), ("organizer", "past", "judging.deal"),
    ("visitor", "past", "editions.show_edition"), ("visitor", "past", "projects.gallery"),
    ("visitor", "past", "projects.show_project"), ("visitor", "past", "results.show_results"),
    ("administrator", "home", "editions.home"),
)  # fmt: skip
REFUSALS = (
    ("visitor", 404, "/nowhere"), ("visitor", 410, "/kz-2026/join/revoked"), ("captain", 403, "/kz-2026/organize/"),
    ("captain", 403, "/admin/"), ("visitor", 410, "/accounts/confirm/used"),
)  # fmt: skip


@dataclass(frozen=True)
class Sight:
    role: str
    path: str
    status: int = 200


@pytest.fixture
def live_server(start_server):
    """Run as a trial does, without a mail server: then the mailbox is a page, too."""
    return start_server()


@pytest.fixture
def everything(app):
    made = world.build()
    made.ids["session_id"] = 0
    let_the_jury_score(made.places["other"].edition_id)
    let_the_student_wait(made.people["student"], made.places["home"].edition_id)
    return SimpleNamespace(app=app, world=made)


@factories.committed
def let_the_jury_score(edition_id: int) -> None:
    edition, now = db.session.get(Edition, edition_id), clock.now()
    edition.registration_closes = edition.submissions_close = edition.round.judging_opens = now
    edition.round.judging_closes = now + timedelta(hours=1)


@factories.committed
def let_the_student_wait(user_id: int, edition_id: int) -> None:
    """The student is under age, and the guardian has not answered."""
    now = clock.now()
    registration = db.session.query(Registration).filter_by(user_id=user_id, edition_id=edition_id).one()
    registration.state = State.GUARDIAN
    db.session.add(GuardianConsent(
        edition_id=edition_id, user_id=user_id, birth_date=now.date(), guardian_name="Anna", link_version=1,
        guardian_email="anna@example.kz", guardian_language="ru", asked_at=now, expires_at=now + timedelta(days=9),
    ))


def sights(everything: Any, new_client: Any) -> list[Sight]:
    """Find somebody who sees a page, for every page that there is."""
    clients = {role: new_client() for role, _place in READERS}
    for role, client in clients.items():
        if role != "visitor":
            client.sign_in(db.session.get(User, everything.world.people[role]))
    endpoints = {route.endpoint for route in routes.routes_of(everything.app) if route.method == "GET"} - NO_PAGES
    found = [first_sight(everything, endpoint, clients) for endpoint in sorted(endpoints)]
    also = [Sight(role, path(everything, endpoint, place)) for role, place, endpoint in ALSO]
    return found + also + [Sight(role, where, status) for role, status, where in REFUSALS]


def first_sight(everything: Any, endpoint: str, clients: dict[str, Any]) -> Sight:
    answers = {}
    for role, place in READERS:
        where = path(everything, endpoint, place)
        answers[role] = clients[role].get(where).status_code
        if answers[role] == 200:
            return Sight(role, where)
    raise AssertionError(f"nobody sees {endpoint} ({answers}): add a reader, or name it in NO_PAGES")


def path(everything: Any, endpoint: str, place: str) -> str:
    return routes.path_of(everything, endpoint, everything.world.places[place])


# What a screen reader is told is the same in every window; what the eye sees is not.
FOR_THE_EYE = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")


@pytest.mark.parametrize(("window", "rules"), [
    ({"width": 360, "language": "ru"}, ()), ({"width": 1280, "language": "en", "dark": True}, FOR_THE_EYE),
])  # fmt: skip
def test_every_page_is_accessible_and_fits(everything, new_client, new_page, window, rules):
    wrong = []
    by_role: dict[str, list[Sight]] = {}
    for sight in sights(everything, new_client):
        by_role.setdefault(sight.role, []).append(sight)
    for role, seen in by_role.items():
        page = new_page(**window)
        if role != "visitor":
            steps.sign_in(page, everything.world.emails[role])
            page.goto(f"/?lang={window['language']}")
        wrong += [f"{role}: {complaint}" for sight in seen for complaint in look_at(page, sight, rules)]
    assert not wrong, "\n".join(wrong)


def look_at(page: Any, sight: Sight, rules: tuple[str, ...]) -> list[str]:
    """Open a page and list what is wrong with it."""
    status = page.goto(sight.path).status
    if status != sight.status:
        return [f"{sight.path} answers {status}"]
    wrong = [f"{sight.path} {violation}" for violation in axe_violations(page, *rules)]
    widths = (page.viewport_size["width"],) if rules else (768, page.viewport_size["width"])
    return wrong + [complaint for width in widths if (complaint := too_wide(page, width))]


def too_wide(page: Any, width: int) -> str:
    """Say what is wider than a window of this width, if anything."""
    page.set_viewport_size({"width": width, "height": 800})
    try:
        assert_no_sideways_scrolling(page)
    except AssertionError as error:
        return str(error).splitlines()[0]
    return ""
