"""Changing an edition, also from two tabs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.db import Localized, db
from hackathon.editions.models import Edition
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import find_form, forms_of, send, text_of
from tests.support.races import at_once


@pytest.fixture
def edition(app):
    return factories.edition(title=Localized(en="Old", ru="Старый", kk="Ескі"))


@pytest.fixture
def url(edition):
    return f"/{edition.key}/organize/edition"


@pytest.fixture
def organizer(edition, client):
    return client.sign_in(factories.organizer(edition))


def stored(edition):
    return db.session.query(Edition).filter_by(id=edition.id).one()


def test_edit_edition_changes_texts_and_keeps_those_of_languages_that_are_not_shown(edition, url, organizer):
    answer = organizer.submit(url, {"title-en": "New", "title-ru": "Новый", "prizes-en": "A bicycle"})
    assert (answer.status_code, answer.location) == (303, url)
    assert stored(edition).title == {"en": "New", "ru": "Новый", "kk": "Ескі"}
    assert stored(edition).prizes == {"en": "A bicycle"}
    entry = db.session.query(AuditEntry).filter_by(verb="edition.edited").one()
    assert sorted(entry.details["changed"]) == ["prizes", "title"]


def test_edit_edition_reads_dates_in_the_zone_that_was_chosen_with_them(edition, url, organizer):
    organizer.submit(url, {"time_zone": "Asia/Bishkek", "judging_closes": "2099-01-01T12:00"})
    assert stored(edition).round.judging_closes == datetime(2099, 1, 1, 6, 0, tzinfo=UTC)
    assert 'value="2099-01-01T12:00"' in organizer.get(url).text


def test_edit_edition_shows_the_dates_in_the_zone_of_the_edition(app, client):
    edition = factories.edition(judging_closes=datetime(2099, 1, 1, 18, 59, tzinfo=UTC), time_zone="Asia/Almaty")
    client.sign_in(factories.organizer(edition))
    assert 'value="2099-01-01T23:59"' in client.get(f"/{edition.key}/organize/edition").text


def test_edit_edition_offers_the_texts_in_a_language_that_was_added(edition, url, organizer):
    organizer.submit(url, {"languages": ["en", "ru", "kk"]})
    assert "title-kk" in find_form(organizer.get(url)).names
    assert stored(edition).languages == ["en", "ru", "kk"]


def test_edit_edition_in_a_second_tab_is_told_and_keeps_what_was_typed(edition, url, organizer):
    first, second = (find_form(organizer.get(url)) for _ in range(2))
    assert send(organizer, url, first, {"title-en": "From the first tab"}).status_code == 303
    answer = send(organizer, url, second, {"title-en": "From the second tab", "city-en": "Oskemen"})
    assert answer.status_code == 409
    assert stored(edition).title["en"] == "From the first tab"
    text = text_of(answer)
    assert "Nothing was overwritten." in text
    assert "From the first tab" in text
    assert 'value="From the second tab"' in answer.text
    assert 'value="Oskemen"' in answer.text
    merged = find_form(answer)
    assert send(organizer, url, merged, {"title-en": "From both"}).status_code == 303
    assert stored(edition).title["en"] == "From both"


def test_edit_edition_refuses_dates_in_the_wrong_order_and_keeps_what_was_typed(edition, url, organizer):
    before = stored(edition).registration_closes
    answer = organizer.submit(url, {"registration_closes": "2001-01-01T10:00", "title-en": "Typed"})
    assert answer.status_code == 422
    assert "“Registration closes” must come after “Registration opens”." in text_of(answer)
    assert 'value="Typed"' in answer.text
    assert 'value="2001-01-01T10:00"' in answer.text
    assert stored(edition).registration_closes == before
    assert stored(edition).title["en"] == "Old"


def test_edit_edition_adds_moves_and_removes_partners_without_script(edition, url, organizer):
    page = organizer.get(url)
    for _ in range(2):
        page = send(organizer, url, find_form(page), {}, press="rows=partners:add")
        assert page.status_code == 200
    changes = {"partners-0-name": "First", "partners-1-name": "Second", "title-en": "Typed meanwhile"}
    page = send(organizer, url, find_form(page), changes, press="rows=partners:up:1")
    assert 'value="Typed meanwhile"' in page.text
    assert stored(edition).partners == []
    assert send(organizer, url, find_form(page), {}).status_code == 303
    assert [partner["name"] for partner in stored(edition).partners] == ["Second", "First"]
    page = send(organizer, url, find_form(organizer.get(url)), {}, press="rows=partners:remove:0")
    send(organizer, url, find_form(page), {})
    assert stored(edition).partners == [{"name": "First", "url": ""}]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://files.example", "example", "//evil.example"])
def test_edit_edition_refuses_a_partners_link_that_is_no_web_address(edition, url, organizer, address):
    page = send(organizer, url, find_form(organizer.get(url)), {}, press="rows=partners:add")
    answer = send(organizer, url, find_form(page), {"partners-0-name": "Partner", "partners-0-url": address})
    assert answer.status_code == 422
    assert stored(edition).partners == []


NONSENSE = ("partners:remove:99", "partners:down:0", "partners:jump:1", "nothing", ":::", "title:add")


@pytest.mark.parametrize("step", NONSENSE)
def test_edit_edition_shows_the_form_again_for_a_button_that_makes_no_sense(edition, url, organizer, step):
    answer = organizer.submit(url, extra={"rows": step})
    assert answer.status_code == 200
    assert stored(edition).title["en"] == "Old"


def test_edit_edition_ignores_fields_that_the_form_does_not_show(edition, url, organizer):
    extra = {"key": "xx-2026", "announced_at": "", "results_published_at": "2020-01-01T00:00", "scale_max": "10"}
    assert organizer.submit(url, {"title-en": "New"}, extra=extra).status_code == 303
    after = stored(edition)
    assert (after.key, after.announced_at, after.results_published_at, after.round.scale_max) == (
        edition.key, edition.announced_at, None, 5)


def test_edit_edition_without_a_version_or_with_nonsense_is_refused(edition, url, organizer):
    for version in ("", "x", "999"):
        assert organizer.submit(url, {"title-en": "New"}, extra={"version": version}).status_code in (409, 422)
    assert stored(edition).title["en"] == "Old"


ORGANIZER_PAGES = ("", "edition", "rubric", "registrations", "challenges/", "challenges/new")


@pytest.mark.parametrize("page", ORGANIZER_PAGES)
def test_organizer_page_of_another_edition_is_403_when_it_is_visible_and_404_when_hidden(app, client, new_client, page):
    own, visible, hidden = factories.edition(), factories.edition(), factories.edition(Stage.HIDDEN)
    client.sign_in(factories.organizer(own))
    answers = [client.get(f"/{each.key}/organize/{page}").status_code for each in (own, visible, hidden)]
    assert answers == [200, 403, 404]
    student = new_client().sign_in(factories.student(own))
    assert student.get(f"/{own.key}/organize/{page}").status_code == 403
    assert new_client().get(f"/{own.key}/organize/{page}").status_code == 303
    admin = new_client().sign_in(factories.administrator())
    assert admin.get(f"/{hidden.key}/organize/{page}").status_code == 200


def test_edit_edition_of_another_edition_cannot_be_sent(edition, url, organizer, new_client):
    stranger = new_client().sign_in(factories.organizer(factories.edition()))
    form = next(form for form in forms_of(organizer.get(url)) if "title-en" in form.names)
    assert send(stranger, url, form, {"title-en": "Hijacked"}).status_code in (400, 403)
    assert stored(edition).title["en"] == "Old"


def test_edit_edition_from_two_tabs_at_once_saves_one_and_tells_the_other(app, new_client):
    edition = factories.edition()
    organizer, url = factories.organizer(edition), f"/{edition.key}/organize/edition"
    deeds = []
    for title in ("Left", "Right"):
        tab = new_client().sign_in(organizer)
        form = find_form(tab.get(url))
        deeds.append(lambda tab=tab, form=form, title=title: send(tab, url, form, {"title-en": title}).status_code)
    statuses = at_once(*deeds)
    assert sorted(statuses) == [303, 409]
    assert stored(edition).title["en"] == ("Left", "Right")[statuses.index(303)]
