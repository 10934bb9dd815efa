"""Numbers: exact for organizers, careful for everybody; gender and birth date for nobody else."""

from __future__ import annotations

import re

import pytest

from hackathon import clock
from hackathon.accounts.models import Gender, User
from hackathon.db import db
from hackathon.rules.schedule import Stage
from tests import factories
from tests.security import routes, world
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
    assert re.search(r"Female 3 0 0", words) and re.search(r"Male 12 0 0", words)
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


@pytest.mark.backends("sqlite")  # what a page shows is the same
def test_no_judge_student_or_team_ever_reads_a_gender(app, new_client):
    """Everybody in this world has one that stands nowhere else; each page that there is, is looked at."""
    made = world.build()
    made.ids["session_id"] = 0
    mark_genders()
    for place in made.places.values():
        folder = world.stored(app)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"file-of-{place.project_id}").write_bytes(world.FILE)
    wrong = []
    for role in ("visitor", "student", "captain", "member", "rival", "mentor", "judge", "colleague"):
        reader = new_client()
        if role != "visitor":
            reader.sign_in(type("Person", (), {"email": made.emails[role]}))
        for route in routes.routes_of(app):
            if route.method == "GET" and route.endpoint not in OWN:
                wrong += [f"{role} {route} {place}" for place in ("home", "past")
                          if MARK in reader.get(path(app, made, route.endpoint, place)).get_data(as_text=True)]
    assert wrong == []


MARK = "gender-axolotl"
OWN = ("accounts.profile", "privacy.my_data")


def path(app, made, endpoint, place):
    house = type("House", (), {"app": app, "world": made})
    return routes.path_of(house, endpoint, made.places[place])


@factories.committed
def mark_genders():
    db.session.query(User).update({"gender": MARK})
