"""Numbers: exact for organizers, careful for everybody. That nobody reads a gender: tests/security/test_walk.py."""

from __future__ import annotations

import re

from hackathon import clock
from hackathon.accounts.models import Gender
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import text_of
from tests.support.sql import count_statements


def crowd(edition, women, men, stated_nothing):
    home, far = factories.university(country="KZ"), factories.university(country="UZ")
    for gender, count in ((Gender.FEMALE, women), (Gender.MALE, men), (None, stated_nothing)):
        for number in range(count):
            factories.student(edition, gender=gender, university_id=(far if number % 4 == 3 else home).id)


def test_organizers_see_exact_numbers_and_everybody_careful_ones(app, client, new_client):
    edition = factories.edition(Stage.SUBMISSIONS, registration_closes=clock.now())
    crowd(edition, 3, 12, 6)
    organizer = factories.organizer(edition)
    client.sign_in(organizer)
    words = text_of(client.get(f"/{edition.key}/organize/numbers"))
    assert re.search(r"Female 3 0 0", words)
    assert re.search(r"Male 12 0 0", words)
    table = client.get(f"/{edition.key}/organize/numbers.csv").text
    assert "Gender,Female,3,0,0" in table
    public = text_of(new_client().get(f"/{edition.key}/numbers", headers={"Accept-Language": "en"}))
    assert "21 people registered" in public
    assert re.search(r"Female hidden Male 12 Other or not stated hidden", public)
    with count_statements() as few:
        client.get(f"/{edition.key}/organize/numbers")
    crowd(edition, 10, 10, 10)
    with count_statements() as many:
        client.get(f"/{edition.key}/organize/numbers")
    assert len(many) == len(few)
