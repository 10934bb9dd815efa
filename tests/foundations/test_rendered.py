"""Pages rendered once for all visitors: quick, and never the wrong one."""

from __future__ import annotations

import gzip
import time
from datetime import timedelta
from urllib.request import urlopen

import pytest
from sqlalchemy import create_engine

from hackathon import clock
from hackathon.accounts.models import Consent, ConsentPurpose
from hackathon.audit import Verb
from hackathon.audit.models import AuditEntry
from hackathon.audit.queries import newest_entries_of
from hackathon.db import db
from hackathon.web.rendered import LARGEST_STORE, Page, RenderedPages
from tests import factories
from tests.results.conftest import new_client  # noqa: F401 - visitors read English
from tests.results.worlds import agrees_to_be_named, publish, published, withdraw
from tests.support.sql import count_statements

NOT_YET = "The results were withdrawn"


@pytest.fixture
def world(app, new_client):  # noqa: F811
    return published(new_client, [[5, 4, 3]], [[2, 2, 2]])


def only_looks_at_the_history(statements: list[str]) -> bool:
    return len(statements) <= 1 and all("audit_entry" in statement for statement in statements)


@pytest.mark.parametrize("ending", ["", ".csv", ".json"])
def test_the_second_visitor_gets_the_page_without_a_query(world, new_client, ending):  # noqa: F811
    url = world.results + ending
    first = new_client().get(url)
    with count_statements() as statements:
        second = new_client().get(url)
    assert only_looks_at_the_history(statements)
    assert (second.status_code, second.data) == (200, first.data)
    assert second.headers["ETag"] == first.headers["ETag"]


def test_kept_pages_carry_the_same_headers(world, client):
    first, second = client.get(world.results), client.get(world.results)
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Content-Type",
                 "Content-Language", "Cache-Control", "Content-Length", "ETag"):
        assert second.headers.getlist(name) == first.headers.getlist(name), name
        assert len(second.headers.getlist(name)) == 1, name
    for answer in (first, second):
        vary = ", ".join(answer.headers.getlist("Vary"))
        assert {word.strip() for word in vary.split(",")} >= {"Cookie", "Accept-Language", "Accept-Encoding"}
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("known", ["{etag}", "\"older\", {etag}", "{strong}", "*"])
def test_who_has_the_page_is_told_so(world, client, known):
    etag = client.get(world.results).headers["ETag"]
    answer = client.get(world.results, headers={"If-None-Match": known.format(etag=etag, strong=etag[2:])})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert "Content-Length" not in answer.headers


def test_the_first_request_of_a_process_answers_304_too(world, new_client, make_app):  # noqa: F811
    etag = new_client().get(world.results).headers["ETag"]
    assert new_client(make_app()).get(world.results, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("known", ['W/"0123456789abcdef"', '""', "nonsense", 'W/""'])
def test_who_has_another_page_gets_this_one(world, client, known):
    client.get(world.results)
    assert client.get(world.results, headers={"If-None-Match": known}).status_code == 200


def test_head_says_what_get_would_and_sends_nothing(world, new_client):  # noqa: F811
    fresh = new_client().head(world.results)
    got = new_client().get(world.results)
    kept = new_client().head(world.results)
    for answer in (fresh, kept):
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["ETag"] == got.headers["ETag"]
        assert answer.headers["Content-Length"] == got.headers["Content-Length"]


def test_who_can_unzip_gets_it_zipped(world, client):
    plain = client.get(world.results).data
    zipped = client.get(world.results, headers={"Accept-Encoding": "br;q=0.1, gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.data) == int(zipped.headers["Content-Length"]) < len(plain)
    assert gzip.decompress(zipped.data) == plain
    for refused in ("", "identity", "gzip;q=0"):
        answer = client.get(world.results, headers={"Accept-Encoding": refused})
        assert "Content-Encoding" not in answer.headers
        assert answer.data == plain


def test_languages_are_kept_apart(world, new_client):  # noqa: F811
    client = new_client()
    english = client.get(world.results, headers={"Accept-Language": "en"})
    for _ in range(2):
        russian = client.get(world.results, headers={"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"})
        assert russian.headers["Content-Language"] == "ru"
        assert "Критерий impact" in russian.text
        assert russian.headers["ETag"] != english.headers["ETag"]
    chooser = new_client()
    chooser.set_cookie("lang", "en", domain="127.0.0.1")
    for _ in range(2):
        by_choice = chooser.get(world.results, headers={"Accept-Language": "ru"})
        assert by_choice.data == english.data
    stale = client.get(world.results, headers={"Accept-Language": "ru", "If-None-Match": english.headers["ETag"]})
    assert stale.status_code == 200
    assert client.get(world.results, headers={"Accept-Language": "de"}).headers["Content-Language"] == "ru"


@pytest.mark.parametrize("query", ["lang=ru", "l%61ng=ru", "a=b&lang=ru"])
def test_choosing_a_language_sets_the_cookie_every_time_and_keeps_nothing(world, new_client, query):  # noqa: F811
    for _ in range(2):
        answer = new_client().get(f"{world.results}?{query}")
        assert answer.headers["Content-Language"] == "ru"
        assert "lang=ru" in answer.headers["Set-Cookie"]
    assert new_client().get(world.results).headers["Content-Language"] == "en"


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(world, new_client):  # noqa: F811
    visitor = new_client().get(world.results)
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    own = member.get(world.results)
    assert "is-own" in own.text
    assert own.headers["ETag"] != visitor.headers["ETag"]
    assert own.headers["Cache-Control"] == "private, no-cache"
    assert new_client().get(world.results).data == visitor.data
    assert member.get(world.results, headers={"If-None-Match": visitor.headers["ETag"]}).status_code == 200


def test_the_first_reader_after_a_change_may_be_signed_in(world, new_client):  # noqa: F811
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    name = factories.members(world.projects[0].team)[0].family_name
    assert name in member.get(world.results).text
    visitor = new_client().get(world.results)
    assert name not in visitor.text
    assert "csrf_token" not in visitor.text


def test_a_reader_who_is_signed_in_is_told_when_the_own_copy_is_good(world, new_client, set_clock):  # noqa: F811
    set_clock((clock.now() + timedelta(days=3)).replace(hour=8, minute=0))
    member = new_client().sign_in(factories.members(world.projects[0].team)[0])
    member.get(world.results)
    etag = member.get(world.results).headers["ETag"]
    set_clock(clock.now() + timedelta(minutes=7))
    assert member.get(world.results, headers={"If-None-Match": etag}).status_code == 304
    set_clock(clock.now() + timedelta(hours=8))
    assert member.get(world.results, headers={"If-None-Match": etag}).status_code == 200, "the token is too old"


def test_a_copy_from_an_earlier_session_is_not_good(world, new_client):  # noqa: F811
    person = factories.members(world.projects[0].team)[0]
    first, second = (new_client().sign_in(person) for _ in range(2))
    first.get(world.results)
    etag = first.get(world.results).headers["ETag"]
    assert second.get(world.results, headers={"If-None-Match": etag}).status_code == 200


def test_a_withdrawal_counts_at_once(world, new_client):  # noqa: F811
    etags = {ending: new_client().get(world.results + ending).headers["ETag"] for ending in ("", ".csv", ".json")}
    organizer = new_client().sign_in(world.organizer)
    withdraw(organizer, world)
    page = new_client().get(world.results, headers={"If-None-Match": etags[""]})
    assert page.status_code == 200
    assert NOT_YET in page.text
    assert "ETag" not in page.headers
    for ending in (".csv", ".json"):
        assert new_client().get(world.results + ending, headers={"If-None-Match": etags[ending]}).status_code == 404
        assert new_client().head(world.results + ending).status_code == 404
    publish(organizer, world)
    assert NOT_YET not in new_client().get(world.results).text


def test_other_processes_learn_of_a_withdrawal_within_a_second_or_two(world, new_client, live_server):  # noqa: F811
    url = live_server.url + world.results

    def shown() -> str:
        return urlopen(url, timeout=10).read().decode()

    before = shown()
    assert world.projects[0].title in before
    assert shown() == before
    title = world.projects[0].title
    withdraw(new_client().sign_in(world.organizer), world)
    give_up = time.monotonic() + 5
    while title in shown() and time.monotonic() < give_up:
        pass
    assert title not in shown()


def test_a_change_in_the_edition_makes_the_page_anew_and_in_another_does_not(world, new_client):  # noqa: F811
    other = published(new_client, [[1, 1, 1]])
    url = world.results
    new_client().get(url)
    withdraw(new_client().sign_in(other.organizer), other)
    with count_statements() as statements:
        new_client().get(url)
    assert only_looks_at_the_history(statements)
    world.edition.title = {"en": "Renamed hackathon"}
    db.session.add(AuditEntry(edition_id=world.edition.id, at=clock.now(), verb="edition.edited", subject="Edition"))
    db.session.commit()
    assert "Renamed hackathon" in new_client().get(world.results).text


def test_an_entry_that_is_committed_late_is_noticed_although_its_number_is_smaller(app):
    edition = factories.edition()
    stamps = [newest_entries_of(edition.key, db.engine)]
    for number in (900, 901, 500, 902):
        given = {"at": clock.now(), "verb": "edition.edited", "subject": "Edition"}
        db.session.add(AuditEntry(id=number, edition_id=edition.id, **given))
        db.session.commit()
        stamps.append(newest_entries_of(edition.key, db.engine))
    assert stamps == sorted(set(stamps))


def test_refusals_are_not_kept(world, new_client):  # noqa: F811
    for _ in range(2):
        answer = new_client().get(f"{world.results}?challenge=unknown")
        assert answer.status_code == 404
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.backends("sqlite")  # the store is the same
def test_the_store_has_a_bound_and_old_pages_make_room(app):
    pages = RenderedPages(app.wsgi_app, db.engine)
    for number in range(5):
        pages.keep(("/", str(number), "en"), Page(1, f'W/"{number}"', (), b"x" * (LARGEST_STORE // 3)))
    assert [query for _, query, _ in pages.pages] == ["2", "3", "4"]
    pages.keep(("/", "4", "en"), Page(2, 'W/"new"', (), b"x"))
    assert pages.size == sum(len(page.zipped) for page in pages.pages.values())


@pytest.mark.backends("sqlite")  # the database is away in any case
def test_without_a_database_the_application_itself_answers(app):
    asked = []
    away = RenderedPages(lambda environ, start: asked.append(environ) or [], create_engine("sqlite:////nowhere/x.db"))
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/kz-2026/results"}
    assert away(environ, lambda *answer: None) == []
    assert asked == [environ]
    assert "hackathon.rendered" not in environ


def test_a_consent_that_is_withdrawn_makes_pages_anew(world, new_client):  # noqa: F811
    person = factories.members(world.projects[0].team)[0]
    agrees_to_be_named(person)
    url, name = f"{world.url}/projects/{world.projects[0].id}", person.name
    add_entry(None, Verb.CONSENT_CHANGED)
    assert name in new_client().get(url).text
    for consent in db.session.query(Consent).filter_by(user_id=person.id, purpose=ConsentPurpose.PUBLIC_NAME):
        consent.withdrawn_at = clock.now()
    db.session.commit()
    assert name in new_client().get(url).text, "kept as long as nothing is recorded"
    add_entry(None, Verb.CONSENT_CHANGED)
    assert name not in new_client().get(url).text


def add_entry(edition_id: int | None, verb: Verb) -> None:
    db.session.add(AuditEntry(edition_id=edition_id, at=clock.now(), verb=verb, subject="Something"))
    db.session.commit()


@pytest.mark.backends("sqlite")  # the store is the same
def test_pages_that_are_read_stay_when_others_make_room(app):
    edition = factories.edition(key="kz-2026")
    pages = RenderedPages(app.wsgi_app, db.engine)
    stamp = newest_entries_of(edition.key, db.engine)
    keys = [("/kz-2026/results", f"q={number}", "ru") for number in range(4)]
    for key in keys[:3]:
        pages.keep(key, Page(stamp, 'W/"0"', (), b"x" * (LARGEST_STORE // 3)))
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/kz-2026/results", "QUERY_STRING": "q=0"}
    environ["HTTP_ACCEPT_ENCODING"] = "gzip"
    assert b"".join(pages(environ, lambda *answer: None))[:1] == b"x"
    pages.keep(keys[3], Page(stamp, 'W/"3"', (), b"x" * (LARGEST_STORE // 3)))
    assert list(pages.pages) == [keys[2], keys[0], keys[3]]
