"""The planner on the page of dealing calculates how many judges are needed."""

from __future__ import annotations

import pytest

from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of


@pytest.fixture
def edition(app):
    return factories.edition(Stage.SUBMISSIONS, reviews_per_project=3)


@pytest.fixture
def organizer(new_client, edition):
    return new_client().sign_in(factories.organizer(edition))


def asked(organizer, edition, **numbers):
    query = {"projects": 40, "reviews": 3, "minutes": 10, "hours": 2, "judges": 8} | numbers
    address = "&".join(f"{name}={value}" for name, value in query.items())
    return text_of(organizer.get(f"/{edition.key}/organize/judging/deal?{address}"))


def test_it_begins_with_what_the_edition_has(organizer, edition):
    for _ in range(4):
        factories.submitted_project(factories.team(edition))
    factories.judge(edition)
    text = text_of(organizer.get(f"/{edition.key}/organize/judging/deal"))
    assert "12 reviews altogether. 3 judges are needed." in text
    assert "2 more judges are missing." in text


def test_it_says_what_is_short(organizer, edition):
    text = asked(organizer, edition)
    assert "120 reviews altogether. 10 judges are needed." in text
    assert "a project gets 2.4 reviews on average, or each judge would need 150 minutes" in text
    assert "Your judges are enough: each of them needs 100 minutes at the most." in asked(organizer, edition, judges=12)
    assert "no number of judges is enough" in asked(organizer, edition, minutes=130)


@pytest.mark.parametrize("wrong", ["x", "-1", "", "99999999999999999999"])
def test_what_is_no_number_is_named_and_nothing_breaks(organizer, edition, wrong):
    text = asked(organizer, edition, projects=wrong)
    assert "How many judges are needed" in text
    assert "altogether" not in text
