"""The rubric editor."""

from __future__ import annotations

import pytest

from hackathon import clock
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions.models import Criterion, Edition
from hackathon.judging.models import Mark
from hackathon.results.models import PublishedResults
from tests import factories
from tests.support.forms import find_form, forms_of, send, text_of


@pytest.fixture
def edition(app):
    return factories.edition()


@pytest.fixture
def url(edition):
    return f"/{edition.key}/organize/rubric"


@pytest.fixture
def organizer(edition, client):
    return client.sign_in(factories.organizer(edition))


def rubric(edition):
    rows = db.session.query(Criterion).filter_by(edition_id=edition.id).order_by(Criterion.position)
    return [(row.key, row.name.get("en"), row.weight) for row in rows]


BEFORE = [("impact", "Impact", 50), ("novelty", "Novelty", 30), ("clarity", "Clarity", 20)]


def test_edit_rubric_changes_names_weights_and_anchors_and_keeps_keys(edition, url, organizer):
    changes = {"criteria-0-name-en": "Effect", "criteria-0-weight": "40", "criteria-0-anchors-5-en": "Measured"}
    answer = organizer.submit(url, changes)
    assert (answer.status_code, answer.location) == (303, url)
    assert rubric(edition) == [("impact", "Effect", 40), *BEFORE[1:]]
    anchors = db.session.query(Criterion).filter_by(key="impact").one().anchors
    assert anchors["5"] == {"en": "Measured"}
    assert anchors["1"] == {"en": "impact level 1"}
    entry = db.session.query(AuditEntry).filter_by(verb="rubric.edited").one()
    assert entry.details == {"weights": {"impact": 40, "novelty": 30, "clarity": 20}, "scale": [1, 5],
                             "method": "mean", "ties": "shared"}


def test_edit_rubric_adds_removes_and_moves_criteria_without_script(edition, url, organizer):
    page = send(organizer, url, find_form(organizer.get(url)), {}, press="rows=criteria:add")
    assert page.status_code == 200
    page = send(organizer, url, find_form(page), {
        "criteria-3-name-en": "Team work", "criteria-3-name-ru": "Командная работа", "criteria-3-weight": "10",
    }, press="rows=criteria:up:3")
    page = send(organizer, url, find_form(page), {}, press="rows=criteria:remove:0")
    assert rubric(edition) == BEFORE
    assert send(organizer, url, find_form(page), {}).status_code == 303
    assert rubric(edition) == [("novelty", "Novelty", 30), ("team-work", "Team work", 10), ("clarity", "Clarity", 20)]


def test_edit_rubric_gives_new_criteria_of_one_name_different_keys(edition, url, organizer):
    page = organizer.get(url)
    for number in (3, 4):
        page = send(organizer, url, find_form(page), {}, press="rows=criteria:add")
        changes = {f"criteria-{number}-name-{language}": "Impact" for language in ("en", "ru")}
        page = send(organizer, url, find_form(page), {**changes, f"criteria-{number}-weight": "5"}, press="rows=scale")
    assert send(organizer, url, find_form(page), {}).status_code == 303
    assert [key for key, _, _ in rubric(edition)] == ["impact", "novelty", "clarity", "impact-2", "impact-3"]


def test_edit_rubric_shows_as_many_anchors_as_the_scale_has_marks(edition, url, organizer):
    page = send(organizer, url, find_form(organizer.get(url)), {"scale_max": "10"}, press="rows=scale")
    form = find_form(page)
    assert "criteria-0-anchors-10-en" in form.names
    assert send(organizer, url, form, {"criteria-0-anchors-10-en": "Perfect"}).status_code == 303
    assert db.session.query(Edition).filter_by(id=edition.id).one().round.scale_max == 10
    assert db.session.query(Criterion).filter_by(key="impact").one().anchors["10"] == {"en": "Perfect"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"criteria-0-weight": "1001"}, "A weight is a whole number from 0 to 1000."),
        ({"criteria-0-weight": "-5"}, "A weight is a whole number from 0 to 1000."),
        ({"criteria-0-weight": "2.5"}, "Enter a whole number."),
        ({"criteria-0-weight": "NaN"}, "Enter a whole number."),
        ({"criteria-0-weight": ""}, "Fill in this field."),
        ({"criteria-0-name-ru": ""}, "Fill in this field."),
        ({"criteria-0-name-en": "a\u202eb"}, "The text contains characters that cannot be stored or seen."),
        ({"criteria-0-anchors-3-en": "x" * 301}, "Field cannot be longer than 300 characters."),
        ({"scale_min": "2"}, "Number must be between 0 and 1."),
        ({"scale_max": "21"}, "Number must be between 1 and 20."),
        ({"scale_min": "1", "scale_max": "1"}, "The scale must begin at 0 or 1 and end at a higher mark"),
    ],
)
def test_edit_rubric_says_beside_the_field_what_is_wrong_and_stores_nothing(edition, url, organizer, changes, message):
    answer = organizer.submit(url, {"criteria-1-weight": "31", **changes})
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert 'value="31"' in answer.text
    assert rubric(edition) == BEFORE


def test_edit_rubric_needs_a_criterion(edition, url, organizer):
    page = organizer.get(url)
    for _ in range(3):
        page = send(organizer, url, find_form(page), {}, press="rows=criteria:remove:0")
    answer = send(organizer, url, find_form(page), {})
    assert answer.status_code == 422
    assert "A rubric needs at least one criterion" in text_of(answer)
    assert rubric(edition) == BEFORE


def test_edit_rubric_in_a_second_tab_is_told_and_keeps_what_was_typed(edition, url, organizer):
    first, second = (find_form(organizer.get(url)) for _ in range(2))
    assert send(organizer, url, first, {"criteria-0-weight": "60"}).status_code == 303
    answer = send(organizer, url, second, {"criteria-0-weight": "70"})
    assert answer.status_code == 409
    assert 'value="70"' in answer.text
    assert "Criteria 1: Weight 60" in text_of(answer) or "60" in text_of(answer)
    assert rubric(edition)[0] == ("impact", "Impact", 60)
    assert send(organizer, url, find_form(answer), {}).status_code == 303
    assert rubric(edition)[0] == ("impact", "Impact", 70)


def test_edit_rubric_is_sealed_by_the_first_mark(edition, url, organizer):
    form = find_form(organizer.get(url))
    factories.scorecard(factories.submitted_project(factories.team(edition)), factories.judge(edition))
    answer = send(organizer, url, form, {"criteria-0-weight": "60"})
    assert answer.status_code == 409
    assert "Marks have been given" in text_of(answer)
    assert rubric(edition) == BEFORE
    page = organizer.get(url)
    assert [form.action for form in forms_of(page) if form.inside_main] == [f"{url}/method"]
    assert "The rubric is sealed" in text_of(page)


def test_the_method_is_chosen_with_the_rubric_and_shown_to_everybody(edition, url, organizer, client):
    assert "Calibrated score" not in text_of(client.get(f"/{edition.key}/"))
    assert organizer.submit(url, {"method": "calibrated"}).status_code == 303
    assert "Calibrated score" in text_of(client.get(f"/{edition.key}/"))


def test_after_the_first_mark_the_method_changes_only_with_a_reason_that_everybody_reads(
    edition, url, organizer, client
):
    factories.scorecard(factories.submitted_project(factories.team(edition)), factories.judge(edition))
    form = find_form(organizer.get(url), f"{url}/method")
    answer = send(organizer, f"{url}/method", form, {"method": "calibrated", "reason": " "})
    assert answer.status_code == 422
    assert stored_method(edition) == "mean"
    answer = send(organizer, f"{url}/method", form, {"method": "calibrated", "reason": "Two judges were strict"})
    assert (answer.status_code, answer.location) == (303, url)
    assert stored_method(edition) == "calibrated"
    assert "Two judges were strict" in text_of(client.get(f"/{edition.key}/"))
    entry = db.session.query(AuditEntry).filter_by(verb="method.changed").one()
    assert entry.details == {
        "from": {"method": "mean", "ties": "shared", "reviews": 2},
        "to": {"method": "calibrated", "ties": "shared", "reviews": 2},
        "reason": "Two judges were strict",
    }
    assert db.session.query(Mark).count() == 3


def test_after_the_first_mark_the_number_of_reviews_changes_only_with_a_reason(edition, url, organizer, client):
    page = f"/{edition.key}/organize/edition"
    assert organizer.submit(page, {"reviews_per_project": "3"}).status_code == 303
    factories.scorecard(factories.submitted_project(factories.team(edition)), factories.judge(edition))
    refused = organizer.submit(page, {"reviews_per_project": "1"})
    assert refused.status_code == 409
    assert "with a reason that everybody reads" in text_of(refused)
    round_page = f"/{edition.key}/organize/round"
    assert organizer.submit(round_page, {"title-ru": "Отбор", "reviews_per_project": "1"}).status_code == 409
    form = find_form(organizer.get(url), f"{url}/method")
    assert send(organizer, f"{url}/method", form, {"reviews": "4", "reason": "Three judges left"}).status_code == 303
    db.session.expire_all()
    assert edition.round.reviews_per_project == 4
    assert "Three judges left" in text_of(client.get(f"/{edition.key}/"))


def test_the_method_stays_while_results_are_published(edition, url, organizer):
    factories.scorecard(factories.submitted_project(factories.team(edition)), factories.judge(edition))
    form = find_form(organizer.get(url), f"{url}/method")
    given = {"method": "mean", "method_version": 1, "rubric": {}, "digest": "", "published_at": clock.now()}
    db.session.add(PublishedResults(edition_id=edition.id, revision=1, **given))
    db.session.commit()
    answer = send(organizer, f"{url}/method", form, {"method": "calibrated", "reason": "Because"})
    assert answer.status_code == 409
    assert stored_method(edition) == "mean"


def stored_method(edition):
    db.session.expire_all()
    return edition.round.method


def test_edit_rubric_is_not_sealed_by_marks_of_another_edition(edition, url, organizer):
    other = factories.edition()
    factories.scorecard(factories.submitted_project(factories.team(other)), factories.judge(other))
    assert organizer.submit(url, {"criteria-0-weight": "60"}).status_code == 303


def test_edit_rubric_does_not_touch_criteria_of_another_edition(edition, url, organizer):
    other = factories.edition()
    answer = organizer.submit(url, {"criteria-0-weight": "60"})
    assert answer.status_code == 303
    assert rubric(other) == BEFORE
