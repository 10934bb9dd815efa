"""A new edition starts with a rubric that says in words what every mark means; the demo has the same."""

from __future__ import annotations

import unicodedata

import pytest

from hackathon.db import db
from hackathon.editions import suggestions
from hackathon.editions.models import Criterion, Edition
from tests import factories
from tests.editions.test_create_edition import NEW


@pytest.mark.parametrize("scale", [5, 10])
def test_every_level_of_the_scale_has_a_text_of_its_own_in_english_and_in_russian(scale):
    criteria = suggestions.criteria_for(scale)
    assert sum(row["weight"] for row in criteria) == 100
    for row in criteria:
        assert list(row["anchors"]) == [str(level) for level in range(1, scale + 1)]
        for language in ("en", "ru"):
            texts = [text[language] for text in row["anchors"].values()]
            assert len({text.strip() for text in texts} - {""}) == scale
            assert [text for text in texts if text != unicodedata.normalize("NFC", text) or len(text) > 300] == []
        assert {"en", "ru"} <= {language for language, name in row["name"].items() if name}


def test_a_scale_without_texts_begins_with_empty_ones():
    assert {len(row["anchors"]) for row in suggestions.criteria_for(7)} == {0}


def test_a_new_edition_has_the_suggested_texts_and_its_organizer_sees_them(app, client):
    client.sign_in(factories.organizer(factories.edition())).submit("/editions/new", NEW)
    made = db.session.query(Edition).filter_by(key=NEW["key"]).one()
    rows = db.session.query(Criterion).filter_by(edition_id=made.id).order_by(Criterion.position)
    stored = [(row.key, row.weight, dict(row.name), row.anchors) for row in rows]
    suggested = [(row["key"], row["weight"], row["name"], row["anchors"]) for row in suggestions.criteria_for(5)]
    assert stored == suggested
    page = client.get(f"/{NEW['key']}/organize/rubric")
    assert "Measured or checked on site, and repeatable elsewhere" in page.text
