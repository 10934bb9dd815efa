"""The briefs that everybody reads."""

from __future__ import annotations

import pytest

from hackathon.challenges.models import Track
from hackathon.db import Localized
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements

FIGURE = {
    "text": {"en": "Half of the rubble is dumped."}, "year": 2024, "source": "Recycling 9(1)",
    "url": "https://doi.org/10.3390/recycling9010002", "reliability": {"en": "peer-reviewed"},
    "note": {"en": "modelled"},
}
WHOLE = {
    "slug": "rubble", "track": Track.RESOURCE_REUSE, "title": Localized(en="Second life for rubble"),
    "summary": Localized(en="Sort it, test it, sell it."), "problem": Localized(en="Mixed **rubble** is worthless."),
    "figures": [FIGURE], "constraints": [{"en": "No new plant"}], "data": [{"en": "Permits of one city"}],
    "deliverables": [{"en": "A sketch"}], "hints": [{"criterion": "impact", "text": {"en": "tonnes a year"}}],
    "sdgs": ["12.5", "12.2", "9"], "stakeholders": [{"en": "municipality"}], "safety": [{"en": "Beware of asbestos"}],
}


@pytest.fixture
def edition(app):
    return factories.edition()


def test_brief_shows_everything_that_a_team_needs(edition, client):
    factories.challenge(edition, **WHOLE)
    answer = client.get(f"/{edition.key}/challenges/rubble?lang=en")
    text = text_of(answer)
    for words in (
        "Second life for rubble", "Resource reuse", "Sort it, test it, sell it.", "Mixed rubble is worthless.",
        "Half of the rubble is dumped.", "2024", "peer-reviewed", "modelled", "No new plant", "Permits of one city",
        "A sketch", "Impact tonnes a year", "12 Responsible consumption and production", "Targets: 12.5, 12.2",
        "9 Industry, innovation and infrastructure", "municipality", "Beware of asbestos",
    ):
        assert words in text
    assert '<a href="https://doi.org/10.3390/recycling9010002" rel="noopener nofollow ugc">Recycling' in answer.text
    assert "<strong>rubble</strong>" in answer.text


def test_brief_marks_what_exists_only_in_another_language(edition, client):
    only_russian = {"title": Localized(ru="Бой"), "summary": Localized(ru="Коротко"),
                    "problem": Localized(ru="Бой ничего не стоит.")}
    factories.challenge(edition, **{**WHOLE, **only_russian})
    answer = client.get(f"/{edition.key}/challenges/rubble?lang=en")
    assert '<div class="prose" lang="ru">' in answer.text
    assert '<span lang="ru">Бой</span>' in answer.text
    assert "Problem (Русский)" in text_of(answer)
    own = client.get(f"/{edition.key}/challenges/rubble?lang=ru")
    assert "fallback-mark" not in own.text.split("Бой ничего не стоит.")[0].split("<main")[1]


def test_brief_shows_html_of_organizers_as_text(edition, client):
    factories.challenge(edition, **{**WHOLE, "title": Localized(en="<b>x</b>"), "constraints": [{"en": "<img src=x>"}]})
    answer = client.get(f"/{edition.key}/challenges/rubble")
    assert "<img src=x>" not in answer.text
    assert "<b>x</b>" not in answer.text


def test_list_of_challenges_can_be_narrowed_to_a_track(edition, client):
    factories.challenge(edition, **WHOLE)
    factories.challenge(edition, title=Localized(en="Food in the bin"), track=Track.WASTE_REDUCTION)
    url = f"/{edition.key}/challenges/"
    both, one = text_of(client.get(f"{url}?lang=en")), text_of(client.get(f"{url}?track=resource_reuse"))
    assert "Second life for rubble" in both
    assert "Food in the bin" in both
    assert "All 2 Waste reduction 1 Resource reuse 1" in both
    assert "Second life for rubble" in one
    assert "Food in the bin" not in one
    for nonsense in ("x", "\x00", "'", "resource_reuse'"):
        assert client.get(url, query_string={"track": nonsense}).status_code == 200


def test_list_of_challenges_without_any_says_so(edition, client):
    text = text_of(client.get(f"/{edition.key}/challenges/?lang=en"))
    assert "The challenges are not published yet" in text


def test_brief_of_another_or_a_hidden_edition_does_not_exist_here(edition, client):
    hidden = factories.edition(Stage.HIDDEN)
    factories.challenge(hidden, **WHOLE)
    factories.challenge(factories.edition(), **{**WHOLE, "slug": "elsewhere"})
    for address in (f"/{edition.key}/challenges/elsewhere", f"/{hidden.key}/challenges/rubble",
                    f"/{hidden.key}/challenges/", f"/{edition.key}/challenges/%00", f"/{edition.key}/challenges/x"):
        assert client.get(address).status_code == 404


def test_lists_of_challenges_need_as_many_statements_for_thirty_as_for_one(edition, client):
    factories.challenge(edition)
    client.sign_in(factories.organizer(edition))
    pages = (f"/{edition.key}/challenges/", f"/{edition.key}/organize/challenges/")
    with count_statements() as for_one:
        assert [client.get(page).status_code for page in pages] == [200, 200]
    for _ in range(29):
        factories.challenge(edition, **{**WHOLE, "slug": factories.challenge(edition).slug + "x"})
    with count_statements() as for_many:
        assert [client.get(page).status_code for page in pages] == [200, 200]
    assert len(for_many) == len(for_one)
