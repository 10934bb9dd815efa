"""Whatever is sent, the answer says what is wrong, keeps what was typed, and is never a fault of the server."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from tests.security import routes
from tests.security.inventory import TEXTS, found_forms, get_forms
from tests.security.table import rows
from tests.security.test_walk import Inline
from tests.security.walk import moment_of, place_of
from tests.support import forms

# NUL, zero width, right-to-left override, escape, byte order mark.
INVISIBLE = ("a\0b", "a\u200bb", "a\u202eb", "a\x1b[31mb", "a\ufeffb")
MARKUP = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}%(x)s{0}`"
SURROGATE = "\ud800".encode("utf-8", "surrogatepass")
HUGE = "9" * 30
# The only text of these is a note for password managers.
NOTES_ALONE = ("accounts.reset_password", "accounts.accept_invitation")
NUMBERS = ("abc", "-1", HUGE, "9" * 5000, "²", "\0")


@pytest.fixture
def asked(house):
    """Send a form and give the answer; a fault of the server is one more entry of the list `wrong`."""
    wrong = []

    def send(found, changes, words, **options):
        try:
            answer = found.sent(house, changes, **options)
        except Exception as error:  # in tests the application raises what would be a page with status 500
            wrong.append(f"{found} with {words}: {type(error).__name__} {str(error)[:200]}")
            house.restore()
            return None
        if answer.status_code >= 500:
            wrong.append(f"{found} with {words}: {answer.status_code}")
        if answer.status_code < 400:
            house.restore()
        return answer

    send.wrong = wrong
    return send


@pytest.mark.backends("sqlite")  # NUL, which PostgreSQL refuses, is below
def test_characters_that_cannot_be_seen_are_refused_beside_the_field_and_what_was_typed_stays(house, asked):
    wrong = asked.wrong
    for found in found_forms(house):
        names = found.named(*TEXTS)
        if not names or found.endpoint in NOTES_ALONE:
            continue
        typed = {name: INVISIBLE[number % len(INVISIBLE)] for number, name in enumerate(names)}
        answer = asked(found, {name: [text] for name, text in typed.items()}, "characters that cannot be seen")
        if answer is None or answer.status_code != 422:
            wrong.append(f"{found}: {answer and answer.status_code}")
            continue
        page = answer.get_data(as_text=True)
        shown = {(field.name, field.value) for form in forms.forms_of(answer) for field in form.fields}
        wrong += [f"{found}: no message beside {name}" for name in names if f'id="{name}-error"' not in page]
        wrong += [f"{found}: {name} does not hold what was typed" for name in names if (name, typed[name]) not in shown]
    assert wrong == []


def test_nul_alone_is_refused_too(house, asked):
    """In every text and hidden field at once, as PostgreSQL takes it nowhere."""
    for found in found_forms(house):
        names = found.named(*TEXTS, "hidden", "password")
        answer = asked(found, dict.fromkeys(names, ["a\0b"]), "NUL") if names else None
        if answer is not None and answer.status_code < 400 and found.endpoint not in NOTES_ALONE:
            asked.wrong.append(f"{found}: {answer.status_code}")
    assert asked.wrong == []


@pytest.mark.backends("sqlite")
def test_markup_stays_text_wherever_it_is_stored_and_shown(house):
    """Everything is filled in with markup as far as the forms take it, and then every page and letter is looked at."""
    stored = []
    for found in found_forms(house):
        names = found.named(*TEXTS)
        if not names or found.endpoint in TAKING_AWAY:
            continue
        for _ in range(2):  # the second time without what was refused
            answer = found.sent(house, dict.fromkeys(names, [MARKUP]))
            if answer.status_code < 400:
                stored.append(found.endpoint)
                break
            page = answer.get_data(as_text=True)
            assert Inline(as_page(page)).found == [], str(found)
            names = [name for name in names if f'id="{name}-error"' not in page]
            if not names:
                break
    assert {"projects.edit_project", "accounts.profile", "challenges.edit_challenge", "editions.edit_edition",
            "teams.rename_team", "judging.save_scorecard"} <= set(stored)
    assert shown_unescaped(house) == []


# These would take away what other pages show; their texts are shown and sent like all others.
TAKING_AWAY = (
    "accounts.reset_factors", "judging.declare_conflict", "judging.no_show", "judging.remove_judge", "judging.unassign",
    "privacy.erase_account", "privacy.erase_user",
    "teams.disqualify_team",
)


class as_page:  # noqa: N801 - stands in for a page of the walk
    def __init__(self, text):
        self.text = text


def shown_unescaped(house):
    wrong = []
    for (route, where), marks in rows().items():
        for role in ("visitor", "captain", "judge", "organizer", "administrator"):
            if route.method != "GET" or marks[role] != "+":
                continue
            path = routes.path_of(house, route.endpoint, place_of(house, where))
            answer = house.ask(role, path, at=moment_of(route, where))
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                wrong += [f"{route} as {role}: {found}" for found in Inline(as_page(answer.get_data(True))).found]
    letters = []
    house.change(lambda: letters.extend(each.html for each in db.session.query(OutgoingEmail)))
    return wrong + [letter for letter in letters if re.search(r"<(script|img[^>]*onerror)", letter)]


@pytest.mark.backends("sqlite")
def test_texts_that_are_too_long_are_refused_beside_the_field(house, asked):
    wrong = asked.wrong
    for found in found_forms(house):
        names = found.named(*TEXTS)
        for start in range(0, len(names), 12):
            part = names[start : start + 12]
            answer = asked(found, dict.fromkeys(part, ["x" * 21_000]), f"21,000 letters in {part}")
            text = answer.get_data(as_text=True) if answer is not None else ""
            if answer is not None and answer.status_code == 422:
                wrong += [f"{found}: no message beside {name}" for name in part if f'id="{name}-error"' not in text]
            elif answer is not None and found.endpoint not in NOTES_ALONE:
                wrong.append(f"{found} with 21,000 letters in {part}: {answer.status_code}")
    assert wrong == []


@pytest.mark.backends("sqlite")
def test_a_text_of_a_megabyte_in_any_field_is_no_fault(house, asked):
    """In the last field of each form, of whatever kind: hidden ones and choices too."""
    for found in found_forms(house):
        names = [name for name in found.form.names if name != "csrf_token"]
        if names:
            asked(found, {names[-1]: ["x" * 1_000_000]}, f"a megabyte in {names[-1]}")
    assert asked.wrong == []


@pytest.mark.backends("sqlite")
def test_a_form_of_more_than_two_megabytes_is_refused_unread(house, asked):
    for found in found_forms(house):
        answer = asked(found, {"surplus": ["x" * 2_100_000]}, "two megabytes")
        if answer is not None and answer.status_code != 413:
            asked.wrong.append(f"{found}: {answer.status_code}")
    assert asked.wrong == []


def test_nonsense_in_numbers_choices_and_hidden_fields_is_a_refusal(house, asked, backend):
    numbers = NUMBERS if backend == "sqlite" else (HUGE, "\0")  # what PostgreSQL refuses and SQLite does not
    for found in found_forms(house):
        names = found.named("number", "hidden", "select", "select-multiple", "radio", "checkbox", "datetime-local")
        for value in numbers if names else ():
            asked(found, dict.fromkeys(names, [value]), f"{value[:20]!r} in {names}")
    assert asked.wrong == []


def test_hidden_fields_one_by_one(house, asked):
    """A version or an id that is nonsense does not hide behind another field's refusal."""
    for found in found_forms(house):
        for name in found.named("hidden", "number"):
            for value in (HUGE, "\0"):
                asked(found, {name: [value]}, f"{value!r} in {name}")
    assert asked.wrong == []


@pytest.mark.backends("sqlite")
def test_fields_that_are_missing_doubled_lists_or_files_are_a_refusal(house, asked):
    for found in found_forms(house):
        names = [name for name in found.form.names if name != "csrf_token"]
        others = {f"{name}{end}": ["a"] for name in names for end in ("[]", "[x][y]")}
        asked(found, {**dict.fromkeys(names), **others}, "no field of the form, but lists and objects")
        asked(found, {name: found.values.get(name, ["a"]) * 3 for name in names}, "every field three times")
        asked(found, {name: (BytesIO(b"\xff\0"), "x\0y.png") for name in names}, "files")
        asked(found, {name: [SURROGATE, b"\xff\xfe"] for name in names}, "broken UTF-8")
    assert asked.wrong == []


@pytest.mark.backends("sqlite")
def test_bodies_that_are_no_forms_are_a_refusal(house):
    wrong = []
    bodies = [("application/json", b'{"a": [1, {"b": "' + b"[" * 1000 + b'"}]}'), ("application/json", b"[5]"),
              ("multipart/form-data", b"no boundary"), ("multipart/form-data; boundary=x", b"--x\r\nContent-Disp"),
              ("application/x-www-form-urlencoded", b"%&=%00&%ff==&&" * 1000), ("text/plain", b"x" * 1000), ("", b"\0")]
    with house.unchanged("a body that is no form"):
        for number, found in enumerate(found_forms(house)):
            token = {"X-CSRFToken": house.browsers[found.role].token}
            numbers = json.dumps(dict.fromkeys(found.form.names, 5)).encode()
            # Bodies are read before the form is known: each form gets two of them, and all of them many forms.
            some = [bodies[(2 * number + each) % len(bodies)] for each in range(2)]
            for kind, body in [*some, ("application/json", numbers)]:
                try:
                    answer = house.ask(found.role, found.path, method="POST", at=found.at, input_stream=BytesIO(body),
                                       content_type=kind, content_length=len(body), token=None, headers=token)
                except Exception as error:
                    wrong.append(f"{found} {kind}: {error!r}"[:300])
                    continue
                if answer.status_code >= 500:
                    wrong.append(f"{found} {kind}: {answer.status_code}")
            house.restore()
    assert wrong == []


@pytest.mark.backends("sqlite")
def test_rows_of_forms_survive_nonsense_in_their_buttons(house, asked):
    """Buttons that add, move and remove rows say which one; that can be anything."""
    steps = ["criteria:remove:²", f"criteria:up:{HUGE}", "figures:add", "figures:remove:-1", "criteria:down:1:1", ":",
             "x", "partners:remove:\0", "csrf_token:remove:0", "criteria:__class__:0", "(:add", "criteria:remove"]
    for found in found_forms(house):
        if found.endpoint in ("editions.edit_rubric", "editions.edit_edition", "challenges.edit_challenge",
                              "challenges.create_challenge"):
            for step in steps:
                asked(found, {"rows": [step], f"criteria-{HUGE}-key": ["x"], "partners-9999-name": ["x"]}, step)
    assert asked.wrong == []


PATHS = ("\0", "%00", "%ED%A0%80", "%FF", "..", "%2e%2e", "%2F", "x" * 3000, "é", "<script>", "' OR 1=1 --", "{{7*7}}",
         "%0d%0aX:y")
INTEGERS = ("0", "-1", HUGE, "9" * 5000, "２", "1.0", "1e3", "%00", "1%00", "2147483648", "9223372036854775808")


@pytest.mark.backends("sqlite")  # no nonsense reaches a database
def test_nonsense_in_addresses_is_not_found(house):
    wrong = []
    with house.unchanged("an address that is nonsense"):
        for (route, where), marks in rows().items():
            known = routes.arguments_of(house.app, route.endpoint)
            role = next((role for role, mark in reversed(marks.items()) if mark == "+"), "administrator")
            if where or not known or (len(known) == 1 and "edition" in known):
                continue
            path = routes.path_of(house, route.endpoint, house.world.places["home"])
            for address in hostile_addresses(house, route, path):
                data = None if route.method == "GET" else {}
                try:
                    status = house.ask(role, address, data, at=moment_of(route, where)).status_code
                except Exception as error:
                    wrong.append(f"{route} {address[:60]!r}: {error!r}"[:300])
                    continue
                if status not in (303, 308, 400, 403, 404, 405, 410):
                    wrong.append(f"{route} {address[:60]!r}: {status}")
    assert wrong == []


def hostile_addresses(house, route, path):
    """Replace each part of an address that names something."""
    place = house.world.places["home"]
    for name in sorted(routes.arguments_of(house.app, route.endpoint) - {"edition"}):
        known = routes.ARGUMENTS.get(f"{route.endpoint}:{name}") or routes.ARGUMENTS[name]
        value = known(house.world, place)
        for nonsense in INTEGERS if isinstance(value, int) else PATHS:
            marker = routes.path_of(house, route.endpoint, place, **{name: 987654 if isinstance(value, int) else "MARK"}
                                    ) if name not in ("about", "step", "form") else path.replace(str(value), "MARK")
            yield marker.replace("987654", nonsense).replace("MARK", nonsense)


HEALTH = ("health.healthz", "health.readyz")
QUERY = {"q": ["\0", "%", "_", "\\", MARKUP, "x" * 10_000, "\u202e", "'"], "page": ["0", "-1", HUGE, "²", "\0", "x"],
         "sort": ["\0", "-", "--name", "__class__", MARKUP], "kind": ["\0", MARKUP], "track": ["\0", MARKUP],
         "country": ["\0", MARKUP], "university_other": ["\0", MARKUP, "x" * 5000], "university": [HUGE, "²", "\0"],
         "show": ["\0", MARKUP], "reviews": [HUGE, "-1", "²", "\0"], "challenge": ["\0", MARKUP, "x" * 5000],
         "admission": ["\0", MARKUP], "category": ["\0", MARKUP], "team": ["\0", MARKUP],
         "state": ["\0", MARKUP], "lang": ["\0", "xx", MARKUP], "next": ["\0", MARKUP],
         "projects": [HUGE, "0", "²"], "judges": [HUGE, "-1", "\0"], "minutes": ["0", HUGE, "x"],
         "skill": ["\0", MARKUP, "%"], "language": ["\0", MARKUP, "_"],
         "first": ["\0", HUGE, "-1"], "second": ["x", HUGE], "third": ["²", "1e9"],
         "places": [HUGE, "-1", "0", "²", "\0"], "hours": ["1e999", "nan", "-1", HUGE],
         "known": ["\0", MARKUP]}


class Watched(ImmutableMultiDict):
    """A query that notes which names a page asks it for."""

    asked_for = set()

    def __getitem__(self, name):
        self.asked_for.add(name)
        return super().__getitem__(name)

    def getlist(self, name, *args, **kwargs):
        self.asked_for.add(name)
        return super().getlist(name, *args, **kwargs)

    def __contains__(self, name):
        self.asked_for.add(name)
        return super().__contains__(name)


@pytest.fixture
def watched(house, monkeypatch):
    """Let each value be tried where its name is asked for, and nowhere else."""
    monkeypatch.setattr(house.app.request_class, "parameter_storage_class", Watched)
    return Watched.asked_for


@pytest.mark.backends("sqlite", "postgresql")
def test_nonsense_in_the_query_is_ignored_or_not_found(house, backend, watched):
    wrong = []
    with house.unchanged("a query that is nonsense"):
        for (route, where), marks in rows().items():
            role = next((role for role, mark in reversed(marks.items()) if mark == "+"), None)
            if route.method != "GET" or role is None or where not in ("", "past") or route.endpoint in HEALTH:
                continue
            path = routes.path_of(house, route.endpoint, place_of(house, where))
            watched.clear()
            for number in range(max(map(len, QUERY.values())) if backend == "sqlite" else 1):
                if number and number >= max((len(QUERY[name]) for name in watched & set(QUERY)), default=1):
                    break
                query = {name: values[number % len(values)] for name, values in QUERY.items()}
                try:
                    answer = house.ask(role, path, query_string=query, at=moment_of(route, where))
                except Exception as error:
                    wrong.append(f"{route} {number}: {error!r}"[:300])
                    continue
                if answer.status_code not in (200, 303, 400, 404):
                    wrong.append(f"{route} {number}: {answer.status_code}")
                elif answer.headers["Content-Type"].startswith("text/html"):
                    wrong += [f"{route} {number}: {found}" for found in Inline(as_page(answer.get_data(True))).found]
    assert wrong == []


@pytest.mark.backends("sqlite")
def test_every_field_of_the_forms_that_search_is_asked_above(house):
    asked_for = {name for form in get_forms(house) for name in form.names}
    assert asked_for <= set(QUERY)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("headers", [
    {"Accept": "\0"}, {"Accept": "application/json;q=" + HUGE}, {"Accept-Language": "xx-" + "a" * 5000},
    {"Accept-Language": ",;q=x,*;q=0"}, {"Cookie": "lang=\xff; session=\x00; known_device=a.b.c; x" + "=" * 500},
    {"If-None-Match": '"' * 500}, {"If-Modified-Since": "never"}, {"Range": "bytes=9-1"}, {"X-Autosave": "1"},
    {"Host": "a:b:c"}, {"Host": ""}, {"Content-Length": "-1"}, {"Referer": "\xff"}, {"User-Agent": "\xff" * 3000},
    {"Accept-Encoding": "gzip;q=x, br;q=" + HUGE}, {"X-Forwarded-Proto": "javascript"}, {"HX-Request": "true"},
])  # fmt: skip
def test_nonsense_in_headers_is_no_fault(house, headers):
    home = house.world.places["home"]
    for path in ("/", "/accounts/sign-in", f"/{home.key}/", f"/{home.key}/results", f"/{home.key}/nothing", "/nothing"):
        assert house.ask("visitor", path, headers=headers).status_code < 500
