"""What everybody gets on every page: nothing changes, headers protect, nobody reads what is another's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from hackathon.accounts.models import User
from tests.security import routes
from tests.security.table import rows
from tests.security.walk import GENDER, fits, moment_of, place_of
from tests.security.world import GUARDIAN, JURY_NOTE, ROLES, TEAM_COMMENT

pytestmark = pytest.mark.backends("sqlite")  # the sample at the end runs on PostgreSQL as well
POLICY = {"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
          "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "manifest-src": "'self'",
          "base-uri": "'none'", "frame-ancestors": "'none'"}
# A file that somebody uploaded opens nothing at all.
DOWNLOAD = {"default-src": "'none'", "sandbox": ""}
BORN = re.compile(r"2010-07-13|13[./]0?7[./]2010|0?7/13/(20)?10|13 (July|июля) 2010|July 13, 2010|13 Jul 2010")
BY_THE_LINK = ("registrations.answer_as_guardian",)
INSIDERS = ("organizer", "administrator")
OWN_TEAM = ("captain", "member")
# Whoever holds a link from a letter sees for whom it is.
SHOWN_TO_THE_LINK = {("accounts.confirm_email", "newcomer"), ("accounts.reset_password", "spare")}


def policy(page):
    directives = (part.strip().partition(" ") for part in page.headers.get("Content-Security-Policy", "").split(";"))
    return {name: value for name, _, value in directives}


def test_pages_are_shown_to_whom_the_table_says(walked):
    table = rows()
    wrong = [
        f"{page}: {page.status_code} {page.headers.get('Location') or page.text[-200:]!r}, not {mark!r}"
        for page in walked.pages
        if not fits(mark := table[page.route, page.where][page.role], page.route, page)
    ]
    assert wrong == []


def test_nobody_reads_a_gender_or_a_birth_date_on_any_page(walked):
    """A gender is for counts alone; a birth date is kept with the guardian's consent, and nowhere else."""
    assert [str(page) for page in walked.pages if GENDER in page.text] == []
    assert [str(page) for page in walked.pages if BORN.search(page.text)] == []
    assert not [name for name in User.__table__.columns if "birth" in name.key]


def test_a_guardian_is_named_to_the_person_to_the_link_and_to_organizers_alone(walked):
    shown = [page for page in walked.pages if page.route.endpoint not in BY_THE_LINK
             and (GUARDIAN in page.text or "guardian@example.kz" in page.text)]
    assert {page.role for page in shown} - set(INSIDERS) == {"member"}
    assert {page.route.endpoint for page in shown if page.role == "member"} <= {
        "registrations.my_registration", "registrations.ask_guardian"}
    by_link = {page.role for page in walked.pages if page.route.endpoint in BY_THE_LINK and GUARDIAN in page.text}
    assert "visitor" in by_link


def test_opening_pages_changes_no_row(walked):
    assert walked.changed == {}


def test_every_answer_has_the_strict_content_security_policy(walked):
    wrong = [f"{page}: {policy(page)}" for page in walked.pages
             if policy(page) != (DOWNLOAD if is_file(page) else POLICY)]
    assert wrong == []


def is_file(page):
    files = ("projects.download_file", "judging.look_at_file", "registrations.download_answer_file")
    return page.route.endpoint in files and page.status_code == 200


def test_every_answer_has_the_protecting_headers(walked):
    wanted = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
              "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
    wrong = [f"{page}: {name} is {page.headers.get(name)}" for page in walked.pages for name, value in wanted.items()
             if page.headers.get(name) != value]
    assert wrong == []


def test_nothing_tells_which_software_answers(walked):
    told = {name for page in walked.pages for name in dict(page.headers) if name in ("Server", "X-Powered-By")}
    assert told == set()


def test_what_somebody_gets_who_is_signed_in_is_kept_nowhere_but_in_the_own_browser(walked):
    wrong = [
        f"{page}: {page.headers.get('Cache-Control')}"
        for page in walked.pages
        if page.role != "visitor" and not page.route.endpoint.startswith("health.")
        and not re.search(r"no-store|^private, no-cache$", page.headers.get("Cache-Control", ""))
    ]
    assert wrong == []


def test_pages_of_visitors_differ_by_cookie_and_language(walked):
    wrong = [f"{page}: {page.headers.get('Vary')}" for page in walked.pages
             if page.is_html and not {"Cookie", "Accept-Language"} <= set(page.headers.get("Vary", "").split(", "))]
    assert wrong == []


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(walked):
    cookies = [cookie for page in walked.pages for cookie in page.headers.getlist("Set-Cookie")]
    wrong = {cookie for cookie in cookies if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie}
    assert wrong == set()


class Inline(HTMLParser):
    """Collect what a strict policy would block, and comments, in which something could be left."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name.startswith("on")]
        links = [given.get(name) or "" for name in ("href", "src", "action", "formaction")]
        self.found += [link for link in links if link.strip().lower().startswith(("javascript:", "data:", "//"))]

    def handle_comment(self, data):
        self.found.append(f"<!--{data}-->")


def test_no_page_holds_inline_scripts_styles_handlers_or_comments(walked):
    wrong = {f"{page.route}: {found}" for page in walked.pages if page.is_html for found in Inline(page).found}
    assert wrong == set()


def test_every_form_that_posts_carries_a_token(walked):
    wrong = {
        f"{page.route}: {form}"
        for page in walked.pages if page.is_html
        for form in re.findall(r"<form\b[^>]*method=\"?post.*?</form>", page.text, re.S | re.I)
        if 'name="csrf_token"' not in form
    }
    assert wrong == set()


def test_nobody_reads_an_address_of_somebody_else(house, walked):
    """Organizers and administrators read them on their pages; everybody else only their own."""
    emails = house.world.emails
    wrong = [
        f"{page} shows {name}"
        for page in walked.pages if page.role not in INSIDERS
        for name, address in emails.items()
        if name != page.role and address in page.text and (page.route.endpoint, name) not in SHOWN_TO_THE_LINK
    ]
    assert wrong == []


def test_nobody_but_its_people_sees_an_edition_that_is_not_announced(house, walked):
    hidden = house.world.places["hidden"]
    seen = {page.role for page in walked.pages if hidden.key in page.text or "Unseen" in page.text}
    assert seen == {"judge", "colleague", "organizer", "administrator"}


def test_only_the_team_and_the_organizers_read_the_invite_link(house, walked):
    links = {f"/join/{place.invite}" for place in house.world.places.values()}
    shown = {page.role for page in walked.pages if page.route.endpoint != "teams.join_team"
             for link in links if link in page.text.replace("%2F", "/")}
    assert shown == {*OWN_TEAM, *INSIDERS} & shown
    assert "captain" in shown


def test_the_note_to_the_jury_is_read_by_its_author_and_the_organizers_alone(walked):
    readers = {(page.role, page.route.endpoint) for page in walked.pages if JURY_NOTE in page.text}
    assert readers == {("judge", "judging.scorecard"), *((role, "judging.assign") for role in INSIDERS)}


def test_after_publication_only_the_team_and_organizers_read_what_the_jury_wrote_to_it(walked):
    readers = {(page.role, page.route.endpoint) for page in walked.pages
               if TEAM_COMMENT in page.text and page.where == "past"}
    assert {role for role, _ in readers} == {"captain", "member", "organizer", "administrator", "judge", "colleague"}
    assert {endpoint for role, endpoint in readers if role == "judge"} == {"judging.scorecard"}
    assert {endpoint for role, endpoint in readers if role == "colleague"} == {"results.list_comments"}, "the chair"


def test_before_publication_the_team_reads_nothing_of_the_jury(walked):
    readers = {page.role for page in walked.pages if TEAM_COMMENT in page.text and page.where != "past"}
    assert readers == {"judge", "organizer", "administrator"}


def test_names_of_judges_stand_on_no_page_of_others(house, walked):
    """The third judge has a name that nobody else has; only organizers read it."""
    readers = {page.role for page in walked.pages if "Third" in page.text
               and (page.role, page.route.endpoint) != ("colleague", "results.list_comments")}  # the chair
    assert readers <= {"organizer", "administrator"}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_head_and_options_answer_like_get_and_change_nothing(house, walked, method):
    chosen = ("visitor", "captain", "judge", "organizer")
    wrong = []
    with house.unchanged(method):
        for page in walked.pages:
            if page.role not in chosen:
                continue
            answer = house.ask(page.role, page.path, method=method, at=moment_of(page.route, page.where))
            fine = (page.status_code, *((200, 401) if method == "OPTIONS" else ()))
            if answer.status_code not in fine:
                wrong.append(f"{method} {page}: {answer.status_code}, GET answers {page.status_code}")
            if method == "HEAD" and answer.get_data():
                wrong.append(f"HEAD {page} has a body")
            if method == "HEAD" and answer.headers.get("ETag") != page.headers.get("ETag"):
                wrong.append(f"HEAD {page} has the ETag {answer.headers.get('ETag')}, not {page.headers.get('ETag')}")
    assert wrong == []


def test_a_trailing_slash_opens_no_other_door(house):
    wrong = []
    for route, where in rows():
        if route.method != "GET":
            continue
        path = routes.path_of(house, route.endpoint, place_of(house, where))
        other = path.rstrip("/") if path.endswith("/") else f"{path}/"
        if other:
            answer = house.ask("visitor", other, at=moment_of(route, where))
            leads_on = answer.status_code == 308 and answer.headers["Location"].endswith(path)
            if answer.status_code != 404 and not leads_on:
                wrong.append(f"{other}: {answer.status_code}")
    assert wrong == []


def test_other_methods_are_refused(house, any_app):
    wrong = []
    with house.unchanged("PUT, PATCH, DELETE or TRACE"):
        for path in {routes.path_of(house, route.endpoint, place_of(house, "")) for route in routes.routes_of(any_app)}:
            for method in ("PUT", "PATCH", "DELETE", "TRACE"):
                answer = house.ask("organizer", path, {}, method=method)
                if answer.status_code != 405:
                    wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


@pytest.mark.backends("sqlite", "postgresql")
def test_a_sample_of_pages_is_shown_on_both_databases_and_changes_no_row(house):
    wrong = []
    with house.unchanged("a GET request"):
        for number, ((route, where), marks) in enumerate(rows().items()):
            role = ROLES[number % len(ROLES)]
            for asking in {role, "administrator"} if route.method == "GET" else ():
                path = routes.path_of(house, route.endpoint, place_of(house, where))
                answer = house.ask(asking, path, at=moment_of(route, where))
                if not fits(marks[asking], route, answer):
                    wrong.append(f"{route}@{where} as {asking}: {answer.status_code}")
    assert wrong == []
