from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from hackathon.accounts.models import University, User
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.rules.schedule import Stage
from tests import factories
from tests.accounts.people import is_signed_in, open_sessions, signs_in, token_of
from tests.support.clients import afresh
from tests.support.forms import forms_of, send, text_of
from tests.support.races import at_once
from tests.support.sql import count_statements

PAGES = ("/admin/", "/admin/users", "/admin/universities", "/admin/universities/add")


@pytest.fixture
def chief(app):
    return factories.administrator(family_name="Chief", given_name="One")


@pytest.fixture
def admin(client, chief):
    return client.sign_in(chief)


@pytest.mark.parametrize("path", PAGES)
def test_only_administrators_come_in(app, new_client, path):
    edition = factories.edition()
    found = [new_client().get(path).status_code]
    for who in (factories.user(), factories.student(edition), factories.judge(edition), factories.organizer(edition)):
        found.append(new_client().sign_in(who).get(path).status_code)
    assert found == [303, 403, 403, 403, 403]
    assert new_client().sign_in(factories.administrator()).get(path).status_code == 200


def test_nobody_else_can_do_what_administrators_do(app, new_client):
    edition, victim = factories.edition(), factories.user()
    organizer = new_client().sign_in(factories.organizer(edition))
    token = {"csrf_token": token_of(organizer)}
    steps = [
        ("roles/grant", {"edition_key": edition.key, "role": "organizer"}),
        ("roles/revoke", {}),
        ("administrator/grant", {}),
        ("administrator/revoke", {}),
        ("deactivate", {}),
        ("reactivate", {}),
    ]
    found = [
        organizer.post(f"/admin/users/{victim.id}/{step}", data={**token, **more}).status_code for step, more in steps
    ]
    assert found == [403] * len(steps)
    assert db.session.get(User, victim.id).deactivated_at is None


@pytest.mark.parametrize("search", ["әуезов", "Oʻktam", "O'KTAM", "auezov", "oktam@example.kz", "Әуезов o'ktam"])
def test_people_are_found_by_any_part_of_name_and_address(app, admin, search):
    person = factories.user(email="oktam@example.kz")
    address = f"/admin/users/{person.id}"
    details = next(form for form in forms_of(admin.get(address)) if "family_name" in form.names)
    answer = send(
        admin,
        address,
        details,
        {
            "family_name": "Әуезов",
            "given_name": "Oʻktam",
            "latin_name": "Auezov Oktam",
            "university": "other",
            "university_other": "Дом науки",
        },
    )
    assert answer.status_code == 303
    factories.user(email="else@example.kz")
    words = text_of(admin.get("/admin/users", query_string={"q": search}))
    assert ("1 account" in words, "oktam@example.kz" in words, "else@example.kz" in words) == (True, True, False)


def test_a_search_with_signs_of_the_database_finds_them_as_they_are(app, admin):
    factories.user(email="per_cent@example.kz")
    factories.user(email="perXcent@example.kz")
    assert "1 account" in text_of(admin.get("/admin/users", query_string={"q": "per_cent"}))
    assert "Nobody was found" in text_of(admin.get("/admin/users", query_string={"q": "100%"}))


def test_the_list_has_pages_and_takes_the_same_statements_for_one_and_many(app, admin):
    factories.user(university_id=factories.university().id)
    counts = []
    for more in (0, 29, 30):
        for _ in range(more):
            factories.user(university_id=factories.university().id)
        with count_statements() as statements:
            page = admin.get("/admin/users")
        counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2]
    assert "61 accounts" in text_of(page)
    pages = [admin.get(f"/admin/users?page={number}").get_data(as_text=True) for number in (1, 2, 99)]
    assert [page.count("/admin/users/") for page in pages] == [50, 11, 11]
    assert [admin.get(f"/admin/users?page={page}").status_code for page in ("x", "-1", "0", "9" * 30)] == [200] * 4


def test_a_role_is_granted_and_taken_away(app, admin, new_client):
    edition, person = factories.edition(Stage.JUDGING), factories.user()
    address = f"/admin/users/{person.id}"
    answer = admin.submit(address, {"edition_key": edition.key, "role": "judge"}, form="/roles/grant")
    assert (answer.status_code, answer.location) == (303, address)
    theirs = new_client().sign_in(person)
    assert theirs.get(f"/{edition.key}/judging/").status_code in (200, 404)
    assert "Judge" in text_of(admin.get(address))
    answer = admin.submit(address, form="/roles/revoke")
    assert answer.status_code == 303
    assert "No role in any edition" in text_of(admin.get(address))
    verbs = db.session.scalars(
        select(AuditEntry.verb).where(AuditEntry.verb.startswith("role.")).order_by(AuditEntry.id)
    )
    assert verbs.all() == ["role.granted", "role.revoked"]


@pytest.mark.parametrize("forged", [{"role": "king"}, {"edition_key": "xx-2026"}, {"role": ""}, {"edition_key": ""}])
def test_a_role_that_does_not_exist_is_refused(app, admin, forged):
    edition, person = factories.edition(), factories.user()
    data = {"csrf_token": token_of(admin), "edition_key": edition.key, "role": "judge", **forged}
    assert admin.post(f"/admin/users/{person.id}/roles/grant", data=data).status_code == 400


def test_a_deactivated_person_is_out_at_once_and_comes_back_when_reactivated(app, admin, new_client):
    person = factories.user()
    theirs = new_client().sign_in(person)
    admin.submit(f"/admin/users/{person.id}", form="/deactivate")
    assert [is_signed_in(theirs), open_sessions(person), signs_in(theirs, person.email).status_code] == [False, 0, 422]
    admin.submit(f"/admin/users/{person.id}", form="/reactivate")
    assert is_signed_in(theirs) is False
    assert signs_in(theirs, person.email).status_code == 303


def test_rights_of_an_administrator_are_given_and_taken(app, admin, new_client):
    person = factories.user()
    theirs = new_client().sign_in(person)
    admin.submit(f"/admin/users/{person.id}", form="/administrator/grant")
    assert is_signed_in(theirs) is False
    theirs.sign_in(person)
    assert theirs.get("/admin/").status_code == 200
    admin.submit(f"/admin/users/{person.id}", form="/administrator/revoke")
    theirs.sign_in(person)
    assert theirs.get("/admin/").status_code == 403


def test_the_last_administrator_stays_one(app, admin, chief):
    address = f"/admin/users/{chief.id}"
    found = [admin.submit(address, form=step).status_code for step in ("/administrator/revoke", "/deactivate")]
    factories.administrator(deactivated_at=datetime(2026, 1, 1, tzinfo=UTC))
    found.append(admin.submit(address, form="/administrator/revoke").status_code)
    assert found == [409, 409, 409]
    assert db.session.get(User, chief.id).is_administrator


def test_two_administrators_cannot_dismiss_each_other_at_once(app, new_client):
    first, second = factories.administrator(), factories.administrator()
    deeds = []
    for who, whom in ((first, second), (second, first)):
        browser = new_client().sign_in(who)
        data = {"csrf_token": token_of(browser)}
        address = f"/admin/users/{whom.id}/administrator/revoke"
        deeds.append(lambda browser=browser, data=data, address=address: browser.post(address, data=data))
    answers = at_once(*deeds)
    afresh()
    assert sorted(answer.status_code for answer in answers)[0] == 303
    assert len(db.session.scalars(select(User.id).where(User.is_administrator)).all()) == 1


def test_unknown_people_and_universities_are_not_found(app, admin):
    assert [admin.get(path).status_code for path in ("/admin/users/99999", "/admin/universities/99999")] == [404, 404]


def test_a_university_is_added_and_offered_to_students(app, admin, new_client):
    answer = admin.submit(
        "/admin/universities/add",
        {
            "key": "buxdu",
            "country": "UZ",
            "name_en": "Bukhara State University",
            "name_ru": "Бухарский университет",
            "name_native": "Buxoro davlat universiteti",
            "city_en": "Bukhara",
            "domain": "buxdu.uz",
            "is_partner": True,
        },
    )
    assert answer.status_code == 303
    stored = db.session.scalar(select(University))
    assert (stored.key, stored.country, stored.domain, stored.is_partner) == ("buxdu", "UZ", "buxdu.uz", True)
    assert dict(stored.name)["native"] == "Buxoro davlat universiteti"
    names = "bukhara state university бухарский университет buxoro davlat universiteti"
    assert stored.search_key == f"{names} bukhara buxdu.uz"
    assert "Bukhara State University" in new_client().get("/accounts/sign-up?lang=en").get_data(as_text=True)


def test_a_university_is_corrected_and_found_by_its_new_name(app, admin):
    university = factories.university(name={"en": "Old", "ru": "Старый", "native": "Eski"})
    answer = admin.submit(f"/admin/universities/{university.id}", {"name_native": "Yangi oʻquv", "is_verified": False})
    assert answer.status_code == 303
    stored = db.session.get(University, university.id)
    assert (dict(stored.name), stored.is_verified) == ({"en": "Old", "ru": "Старый", "native": "Yangi oʻquv"}, False)
    assert "1 university" in text_of(admin.get("/admin/universities?q=YANGI o'quv"))
    assert "No university was found" in text_of(admin.get("/admin/universities?q=eski"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "taken"}, "key"),
        ({"key": "Ä b"}, "key"),
        ({"name_en": ""}, "name_en"),
        ({"domain": "no domain"}, "domain"),
        ({"name_ru": "a\u202eb"}, "name_ru"),
        ({"name_native": "x" * 201}, "name_native"),
    ],
)
def test_a_wrong_university_is_refused_beside_the_field(app, admin, changes, field):
    factories.university(key="taken")
    answer = admin.submit("/admin/universities/add", {"key": "new", "country": "KZ", "name_en": "New", **changes})
    assert (answer.status_code, f'id="{field}-error"' in answer.get_data(as_text=True)) == (422, True)
    assert len(db.session.scalars(select(University)).all()) == 1


def test_the_register_takes_the_same_statements_for_one_and_thirty(app, admin):
    counts = []
    for more in (1, 29):
        for _ in range(more):
            factories.university()
        with count_statements() as statements:
            admin.get("/admin/universities")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_first_administrator_is_made_on_the_command_line(app, client):
    runner = app.test_cli_runner()
    done = runner.invoke(args=["accounts", "create-administrator", "chief@example.kz"], input="seven green jars\n" * 2)
    assert (done.exit_code, "seven green" in done.output) == (0, False)
    assert signs_in(client, "chief@example.kz", "seven green jars").status_code == 303
    assert client.get("/admin/").status_code == 200


def test_an_existing_account_is_made_administrator_with_the_new_password(app, client):
    person = factories.user(email="person@example.kz")
    command = ["accounts", "create-administrator", "PERSON@example.kz"]
    app.test_cli_runner().invoke(args=command, input="seven green jars\n" * 2)
    assert signs_in(client, person.email).status_code == 422
    assert signs_in(client, person.email, "seven green jars").status_code == 303


@pytest.mark.parametrize(
    ("address", "password"), [("chief@example.kz", "short"), ("not an address", "seven green jars")]
)
def test_a_weak_password_or_a_wrong_address_is_refused_on_the_command_line(app, address, password):
    done = app.test_cli_runner().invoke(args=["accounts", "create-administrator", address], input=f"{password}\n" * 2)
    assert done.exit_code == 1
    assert db.session.scalar(select(User.id)) is None
