"""Organizers write briefs."""

from __future__ import annotations

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.challenges.models import Challenge
from hackathon.db import Localized, db
from tests import factories
from tests.challenges.test_briefs import FIGURE, WHOLE
from tests.support.forms import find_form, send, text_of


@pytest.fixture
def edition(app):
    return factories.edition()


@pytest.fixture
def home(edition):
    return f"/{edition.key}/organize/challenges/"


@pytest.fixture
def organizer(edition, client):
    return client.sign_in(factories.organizer(edition))


def only():
    return db.session.query(Challenge).one()


def test_create_challenge_stores_texts_lists_and_goals(edition, home, organizer):
    answer = organizer.submit(f"{home}new", {
        "title-ru": "Вторая жизнь боя", "title-en": "Second life for rubble", "track": "resource_reuse",
        "problem-ru": "Бой **ничего** не стоит.", "constraints-ru": "Без завода\nЗимой −30",
        "constraints-en": "No plant", "sources-en": "Permits", "hints-impact-en": "tonnes", "sdgs": "12.5, 12.5; 9",
    })
    assert (answer.status_code, answer.location) == (303, home)
    made = only()
    assert (made.slug, made.track, made.position) == ("second-life-for-rubble", "resource_reuse", 1)
    assert made.title == {"ru": "Вторая жизнь боя", "en": "Second life for rubble"}
    assert made.constraints == [{"ru": "Без завода", "en": "No plant"}, {"ru": "Зимой −30"}]
    assert made.data == [{"en": "Permits"}]
    assert made.hints == [{"criterion": "impact", "text": {"en": "tonnes"}}]
    assert made.sdgs == ["12.5", "9"]
    assert [row.verb for row in db.session.query(AuditEntry).filter_by(edition_id=edition.id)] == ["challenge.created"]


def test_create_challenge_gives_two_briefs_of_one_title_two_addresses(home, organizer):
    for _ in range(2):
        organizer.submit(f"{home}new", {"title-ru": "Новое", "title-en": "New"})
    assert [row.slug for row in db.session.query(Challenge).order_by(Challenge.id)] == ["new-2", "new-3"]


def test_edit_challenge_without_a_change_changes_nothing(edition, home, organizer):
    factories.challenge(edition, **{**WHOLE, "title": Localized(ru="Бой", en="Rubble", tg="Харобаҳо")})
    before = {name: getattr(only(), name) for name in ("title", "problem", *WHOLE)}
    assert organizer.submit(f"{home}rubble").status_code == 303
    assert {name: getattr(only(), name) for name in before} == before


def test_edit_challenge_adds_moves_and_removes_figures_without_script(edition, home, organizer):
    factories.challenge(edition, **{**WHOLE, "title": Localized(ru="Бой")})
    url = f"{home}rubble"
    page = send(organizer, url, find_form(organizer.get(url)), {}, press="rows=figures:add")
    page = send(organizer, url, find_form(page), {
        "figures-1-text-en": "A tenth is sold.", "figures-1-year": "2025", "figures-1-source": "Ministry",
        "figures-1-url": "https://example.kz/report",
    }, press="rows=figures:up:1")
    assert only().figures == [FIGURE]
    assert send(organizer, url, find_form(page), {}).status_code == 303
    added = {"text": {"en": "A tenth is sold."}, "year": 2025, "source": "Ministry", "url": "https://example.kz/report"}
    assert only().figures == [added, FIGURE]
    page = send(organizer, url, find_form(organizer.get(url)), {}, press="rows=figures:remove:1")
    send(organizer, url, find_form(page), {})
    assert only().figures == [added]


def test_edit_challenge_keeps_lines_of_languages_side_by_side(edition, home, organizer):
    items = [{"en": "One"}, {"en": "Two", "ru": "Два"}, {"ru": "Три"}]
    factories.challenge(edition, **{**WHOLE, "title": Localized(ru="Бой"), "constraints": items})
    form = find_form(organizer.get(f"{home}rubble"))
    values = form.values()
    assert values["constraints-en"] == ["One\nTwo"]
    assert values["constraints-ru"] == ["-\nДва\nТри"]
    assert send(organizer, f"{home}rubble", form, {}).status_code == 303
    assert only().constraints == items


def test_edit_challenge_in_a_second_tab_is_told_and_keeps_what_was_typed(edition, home, organizer):
    factories.challenge(edition, **{**WHOLE, "title": Localized(ru="Бой")})
    url = f"{home}rubble"
    first, second = (find_form(organizer.get(url)) for _ in range(2))
    assert send(organizer, url, first, {"title-ru": "Из первой"}).status_code == 303
    answer = send(organizer, url, second, {"title-ru": "Из второй"})
    assert answer.status_code == 409
    assert "Из первой" in text_of(answer)
    assert 'value="Из второй"' in answer.text
    assert only().title["ru"] == "Из первой"
    assert send(organizer, url, find_form(answer), {}).status_code == 303
    assert only().title["ru"] == "Из второй"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title-ru": ""}, "Fill in this field."),
        ({"title-ru": "x" * 161}, "Field cannot be longer than 160 characters."),
        ({"problem-ru": "x" * 12_001}, "Field cannot be longer than 12000 characters."),
        ({"title-ru": "zero\u200bwidth"}, "The text contains characters that cannot be stored or seen."),
        ({"constraints-en": "a\x00b"}, "The text contains characters that cannot be stored or seen."),
        ({"slug": "Has Blanks"}, "Use small Latin letters, digits and hyphens."),
        ({"slug": "new"}, "Use small Latin letters, digits and hyphens."),
        ({"slug": "taken"}, "This key is already in use."),
        ({"sdgs": "18"}, "Write numbers of goals or targets, like 12.5, 11."),
        ({"position": "first"}, "Enter a whole number."),
        ({"figures-0-url": "javascript:alert(1)"}, "Enter a link that begins with http:// or https://."),
        ({"figures-0-year": "3000"}, "Number must be between 1950 and 2100."),
    ],
)
def test_edit_challenge_says_beside_the_field_what_is_wrong_and_stores_nothing(
    edition, home, organizer, changes, message
):
    factories.challenge(edition, slug="taken")
    factories.challenge(edition, **{**WHOLE, "title": Localized(ru="Бой")})
    answer = organizer.submit(f"{home}rubble", {"summary-ru": "Только что", **changes})
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Только что" in answer.text
    stored = db.session.query(Challenge).filter_by(slug="rubble").one()
    assert (stored.title, stored.summary) == ({"ru": "Бой"}, WHOLE["summary"])


def test_remove_challenge_deletes_a_brief_that_no_project_chose(edition, home, organizer):
    factories.challenge(edition, **WHOLE)
    assert organizer.submit(home, form="rubble/remove").status_code == 303
    assert db.session.query(Challenge).count() == 0


def test_remove_challenge_is_refused_while_a_project_uses_it(edition, home, organizer):
    challenge = factories.challenge(edition, **WHOLE)
    factories.project(factories.team(edition), challenge_id=challenge.id)
    answer = organizer.submit(home, form="rubble/remove")
    assert answer.status_code == 409
    assert "This is still in use and cannot be deleted." in text_of(answer)
    assert only().slug == "rubble"


def test_briefs_of_another_edition_cannot_be_reached_through_ones_own(edition, home, organizer):
    factories.challenge(factories.edition(), **WHOLE)
    own = factories.challenge(edition, slug="own")
    form = find_form(organizer.get(f"{home}{own.slug}"))
    assert organizer.get(f"{home}rubble").status_code == 404
    assert send(organizer, f"{home}rubble", form, {}).status_code in (303, 404)
    assert organizer.submit(home, form="own/remove").status_code == 303
    assert [row.slug for row in db.session.query(Challenge)] == ["rubble"]
    assert only().title == WHOLE["title"]
