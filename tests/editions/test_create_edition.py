"""Making an edition, announcing it, and giving roles in it."""

from __future__ import annotations

import pytest

from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.editions import actions
from hackathon.editions.models import Criterion, Edition, EditionRole, Role
from hackathon.errors import NotAllowed
from hackathon.rules.schedule import Stage
from tests import factories
from tests.support.forms import find_form, send, text_of
from tests.support.races import at_once

DATES = {
    "registration_opens": "2027-02-01T09:00", "registration_closes": "2027-02-20T23:59",
    "submissions_open": "2027-02-10T09:00", "submissions_close": "2027-03-12T23:59",
    "judging_opens": "2027-03-13T09:00", "judging_closes": "2027-03-20T23:59",
}
NEW = {"key": "kg-2027", "country": "KG", "title-ru": "Хакатон в Бишкеке", "title-en": "Hackathon in Bishkek",
       "time_zone": "Asia/Bishkek", **DATES}


def test_create_edition_makes_a_hidden_edition_whose_creator_organizes_it(app, client):
    organizer = factories.organizer(factories.edition())
    answer = client.sign_in(organizer).submit("/editions/new", NEW)
    assert (answer.status_code, answer.location) == (303, "/kg-2027/organize/")
    made = db.session.query(Edition).filter_by(key="kg-2027").one()
    assert (made.country, made.announced_at, made.title) == (
        "KG", None, {"ru": "Хакатон в Бишкеке", "en": "Hackathon in Bishkek"})
    assert made.submissions_close.isoformat() == "2027-03-12T17:59:00+00:00"
    roles = [(row.user_id, row.role) for row in db.session.query(EditionRole).filter_by(edition_id=made.id)]
    assert roles == [(organizer.id, Role.ORGANIZER)]
    assert sum(row.weight for row in db.session.query(Criterion).filter_by(edition_id=made.id)) == 100
    assert client.get("/kg-2027/organize/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("visitor", 303), ("user", 403), ("organizer", 200), ("admin", 200)])
def test_create_edition_is_for_organizers_and_administrators(app, new_client, who, status):
    people = {"user": factories.user, "admin": factories.administrator,
              "organizer": lambda: factories.organizer(factories.edition())}
    browser = new_client()
    if who in people:
        browser.sign_in(people[who]())
    assert browser.get("/editions/new").status_code == status


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": ""}, "Fill in this field."),
        ({"key": "Kyrgyzstan"}, "Write it like kz-2027: letters, hyphen, year."),
        ({"key": "kg-2027\u200b"}, "The text contains characters that cannot be stored or seen."),
        ({"title-ru": ""}, "Fill in this field."),
        ({"title-ru": "x" * 161}, "Field cannot be longer than 160 characters."),
        ({"title-ru": "a\x00b"}, "The text contains characters that cannot be stored or seen."),
        ({"registration_opens": "soon"}, "Not a valid datetime value."),
        ({"registration_opens": "2027-02-21T00:00"}, "“Registration closes” must come after “Registration opens”."),
        ({"judging_closes": "2027-03-13T09:00"}, "“Judging closes” must come after “Judging opens”."),
        ({"team_size_max": "1"}, "the largest size cannot be below the smallest"),
        ({"team_size_max": "many"}, "Enter a whole number."),
        ({"team_size_max": "1000000"}, "Number must be between 1 and 50."),
    ],
)
def test_create_edition_says_beside_the_field_what_is_wrong_and_stores_nothing(app, client, changes, message):
    client.sign_in(factories.administrator())
    answer = client.submit("/editions/new", {**NEW, **changes})
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert 'value="Hackathon in Bishkek"' in answer.text
    assert 'value="2027-03-12T23:59"' in answer.text
    assert db.session.query(Edition).count() == 0


def test_create_edition_refuses_a_local_time_that_does_not_exist(app, client):
    client.sign_in(factories.administrator())
    # In Kazakhstan the clocks went back at midnight on 1 March 2024: 23:30 happened twice.
    twice = {"time_zone": "Asia/Almaty", "registration_opens": "2024-02-29T23:30"}
    answer = client.submit("/editions/new", {**NEW, **twice})
    assert answer.status_code == 422
    assert "This local time does not exist or exists twice" in text_of(answer)


def test_create_edition_refuses_a_key_that_is_taken(app, client):
    factories.edition(key="kg-2027")
    client.sign_in(factories.administrator())
    answer = client.submit("/editions/new", NEW)
    assert answer.status_code == 422
    assert "This key is already in use." in text_of(answer)
    assert db.session.query(Edition).count() == 1


@pytest.mark.parametrize("name", ["country", "time_zone", "main_language"])
def test_create_edition_refuses_a_choice_that_was_not_offered(app, client, name):
    client.sign_in(factories.administrator())
    answer = client.submit("/editions/new", {key: value for key, value in NEW.items() if key != name},
                           extra={name: "XX"})
    assert answer.status_code == 422
    assert "Not a valid choice." in text_of(answer)


def test_announce_shows_the_edition_to_everybody_once(app, client, new_client):
    edition = factories.edition(Stage.HIDDEN)
    client.sign_in(factories.organizer(edition))
    assert new_client().get(f"/{edition.key}/").status_code == 404
    assert client.submit(f"/{edition.key}/organize/", form="announce").status_code == 303
    assert new_client().get(f"/{edition.key}/").status_code == 200
    verbs = [row.verb for row in db.session.query(AuditEntry).filter_by(edition_id=edition.id)]
    assert verbs == ["edition.announced"]


def test_announce_is_refused_when_the_edition_is_announced_already(app, client, new_client):
    edition = factories.edition(Stage.HIDDEN)
    organizer = factories.organizer(edition)
    client.sign_in(organizer)
    form = find_form(client.get(f"/{edition.key}/organize/"), "announce")
    assert [send(client, f"/{edition.key}/organize/", form, {}).status_code for _ in range(2)] == [303, 409]


def test_grant_role_and_revoke_role_can_be_repeated(app):
    edition, person = factories.edition(), factories.user()
    administrator = factories.actor(factories.administrator())
    for _ in range(2):
        actions.grant_role(administrator, edition, person, "judge", now=edition.registration_opens)
    assert [(row.user_id, row.role) for row in db.session.query(EditionRole)] == [(person.id, Role.JUDGE)]
    for _ in range(2):
        actions.revoke_role(administrator, edition, person, "judge", now=edition.registration_opens)
    assert db.session.query(EditionRole).count() == 0


def test_grant_role_is_for_administrators(app):
    edition = factories.edition()
    organizer = factories.actor(factories.organizer(edition))
    with pytest.raises(NotAllowed):
        actions.grant_role(organizer, edition, factories.user(), "organizer", now=edition.registration_opens)


def test_create_edition_twice_at_once_makes_one(app, new_client):
    administrator = factories.administrator()
    deeds = []
    for _ in range(2):
        tab = new_client().sign_in(administrator)
        form = find_form(tab.get("/editions/new"))
        deeds.append(lambda tab=tab, form=form: send(tab, "/editions/new", form, NEW).status_code)
    assert sorted(at_once(*deeds)) == [303, 422]
    assert db.session.query(Edition).count() == 1
