from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import AccountToken, Consent, User
from hackathon.db import db
from tests import factories
from tests.accounts.people import STRONG, is_signed_in, letters, link_in, newcomer, person, signs_in
from tests.support.clients import afresh
from tests.support.forms import text_of
from tests.support.races import at_once

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def sign_up(client, url="/accounts/sign-up", **changes):
    return client.submit(url, newcomer(**changes))


def test_a_student_signs_up_confirms_and_is_signed_in(app, client):
    answer = sign_up(client)
    assert (answer.status_code, answer.location) == (303, "/accounts/letter-sent/confirm")
    assert not is_signed_in(client)
    page = client.submit(link_in(letters("aigerim@example.kz")[0]))
    assert (page.status_code, page.location) == (303, "/")
    assert is_signed_in(client)
    assert person().email_confirmed_at is not None


def test_opening_the_link_confirms_nothing_until_the_button_is_pressed(app, client):
    sign_up(client)
    assert client.get(link_in(letters()[0])).status_code == 200
    assert client.head(link_in(letters()[0])).status_code == 200
    assert person().email_confirmed_at is None
    assert signs_in(client, "aigerim@example.kz", STRONG).status_code == 422


def test_another_browser_that_confirms_is_asked_for_the_password(app, client, new_client):
    sign_up(client)
    phone, link = new_client(), link_in(letters()[0])
    refused = phone.submit(link, {"password": "not the one"})
    assert refused.status_code == 422
    assert person().email_confirmed_at is None
    answer = phone.submit(link, {"password": STRONG})
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(phone)


def test_who_signs_up_with_somebody_elses_address_does_not_get_the_account(app, client, new_client):
    sign_up(client)
    stranger = new_client()
    stranger.submit("/accounts/sign-up", newcomer(password="the stranger's own words"))
    newest = link_in(letters()[-1])
    assert client.get(link_in(letters()[0])).status_code == 410
    assert client.submit(newest, {"password": STRONG}).status_code == 422
    assert person().email_confirmed_at is None
    assert signs_in(stranger, "aigerim@example.kz", "the stranger's own words").status_code == 422


def test_who_followed_an_invitation_comes_back_to_it_after_confirming(app, client, new_client):
    sign_up(client, "/accounts/sign-up?next=/kz-2026/join/tok?a=1%262")
    link = link_in(letters()[0])
    assert client.submit(link).location == "/kz-2026/join/tok?a=1&2"
    other = new_client()
    other.submit("/accounts/sign-up?next=/kz-2026/join/tok", newcomer(email="b@example.kz"))
    elsewhere = new_client().submit(link_in(letters("b@example.kz")[0]), {"password": STRONG})
    assert elsewhere.location == "/kz-2026/join/tok"


@pytest.mark.parametrize("target", ["//evil.com", "/\\evil.com", "https:evil.com"])
def test_no_link_leads_to_another_site(app, client, target):
    answer = client.get("/accounts/sign-up", query_string={"next": target})
    assert "evil" not in text_of(answer)
    client.submit("/accounts/sign-up", newcomer(), extra={"next": target})
    assert "evil" not in letters()[0].text
    assert client.submit(link_in(letters()[0])).location == "/"


def test_a_confirmation_link_works_once(app, client, new_client):
    sign_up(client)
    link = link_in(letters()[0])
    client.submit(link)
    again = new_client().get(link)
    assert again.status_code == 410
    assert "/accounts/reset" in again.get_data(as_text=True)


def test_a_confirmation_link_ends_after_three_days(app, client, set_clock):
    set_clock(NOW)
    sign_up(client)
    link = link_in(letters()[0])
    found = []
    for late in (-1, 0, 1):
        set_clock(NOW + timedelta(days=3, seconds=late))
        found.append(client.get(link).status_code)
    assert found == [200, 410, 410]


def test_everything_typed_is_stored_as_typed(app, client):
    university = factories.university()
    sign_up(
        client,
        family_name="Әуезов",
        given_name="Oʻktam",
        patronymic="oʻgʻli",
        latin_name="Ýşşägül Ҷумъа",
        university=str(university.id),
        category="teacher",
        gender="undisclosed",
        photo=True,
    )
    stored = person()
    assert (stored.family_name, stored.given_name, stored.patronymic) == ("Әуезов", "Oʻktam", "oʻgʻli")
    assert (stored.latin_name, stored.university_id, stored.university_other) == ("Ýşşägül Ҷумъа", university.id, "")
    assert (stored.category, stored.gender, stored.language) == ("teacher", "undisclosed", "ru")
    consents = db.session.scalars(select(Consent).order_by(Consent.purpose)).all()
    assert [(row.purpose, row.version, row.withdrawn_at) for row in consents] == [
        ("photo", "1", None),
        ("privacy", "1", None),
        ("rules", "1", None),
    ]
    assert stored.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"family_name": "", "given_name": ""}, "family_name"),
        ({"family_name": "а" * 121}, "family_name"),
        ({"given_name": "Ай\u200bгерим"}, "given_name"),
        ({"given_name": "\u202eмиреигА"}, "given_name"),
        ({"patronymic": "a\x00b"}, "patronymic"),
        ({"university": "other", "university_other": ""}, "university"),
        ({"university": False}, "university"),
        ({"privacy": False}, "privacy"),
        ({"rules": False}, "rules"),
        ({"password": "short"}, "password"),
        ({"password": "password2026"}, "password"),
        ({"password": "Ахметова2026"}, "password"),
        ({"email": "not an address"}, "email"),
        ({"email": "a\u200b@example.kz"}, "email"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_is_stored(app, client, changes, field):
    answer = sign_up(client, **changes)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in html
    assert 'value="Дом науки"' in html or "university_other" in changes
    assert db.session.scalar(select(User.id)) is None
    assert letters() == []


@pytest.mark.parametrize(
    "forged", [{"university": "999999"}, {"category": "king"}, {"gender": "x"}, {"university": "1e9"}]
)
def test_a_choice_that_the_form_does_not_offer_is_refused(app, client, forged):
    answer = client.submit("/accounts/sign-up", newcomer(), extra=forged)
    assert answer.status_code == 422
    assert person() is None


def test_one_of_the_two_names_is_enough(app, client):
    assert sign_up(client, given_name="").status_code == 303
    assert sign_up(client, email="b@example.kz", family_name="").status_code == 303


def test_somebody_from_industry_needs_no_university(app, client):
    answer = sign_up(client, category="industry", university=False, university_other="")
    assert answer.status_code == 303


def test_fields_that_the_form_does_not_show_change_nothing(app, client):
    forged = {"is_administrator": "y", "email_confirmed_at": "2026-01-01", "role": "organizer", "id": "1"}
    client.submit("/accounts/sign-up", newcomer(), extra=forged)
    assert (person().is_administrator, person().email_confirmed_at) == (False, None)


@pytest.mark.parametrize("variant", ["Known@example.kz", " known@example.kz ", "ｋｎｏｗｎ@example.kz"])
def test_a_known_address_however_written_gets_the_same_answer_and_its_owner_a_letter(app, client, new_client, variant):
    known = factories.user(email="known@example.kz")
    before = known.password_hash
    unknown_answer = sign_up(client)
    answer = new_client().submit("/accounts/sign-up", newcomer(email=variant))
    assert (answer.status_code, answer.location) == (unknown_answer.status_code, unknown_answer.location)
    assert [cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")] == [
        cookie.split("=")[0] for cookie in unknown_answer.headers.getlist("Set-Cookie")
    ]
    assert db.session.get(User, known.id).password_hash == before
    addresses = db.session.scalars(select(User.email).order_by(User.email)).all()
    assert addresses == ["aigerim@example.kz", "known@example.kz"]
    assert [letter.subject for letter in letters("known@example.kz")] == ["You already have an account"]


def test_a_deactivated_account_cannot_be_taken_by_signing_up_again(app, client, set_clock):
    shut = factories.user(email="shut@example.kz", deactivated_at=NOW)
    assert sign_up(client, email="shut@example.kz").status_code == 303
    assert db.session.get(User, shut.id).deactivated_at == NOW
    assert signs_in(client, "shut@example.kz", STRONG).status_code == 422


def test_until_the_address_is_confirmed_the_newest_application_counts(app, client, new_client):
    thief = new_client()
    thief.submit("/accounts/sign-up", newcomer(password="the thief chose this", photo=True))
    sign_up(client)
    old, new = letters("aigerim@example.kz")
    assert client.get(link_in(old)).status_code == 410
    client.submit(link_in(new))
    assert signs_in(thief, "aigerim@example.kz", "the thief chose this").status_code == 422
    assert signs_in(new_client(), "aigerim@example.kz", STRONG).status_code == 303
    valid = select(Consent.purpose).where(Consent.withdrawn_at.is_(None)).order_by(Consent.purpose)
    assert db.session.scalars(valid).all() == ["privacy", "rules"]


def test_only_the_digest_of_a_link_is_stored(app, client):
    sign_up(client)
    token = link_in(letters()[0]).rpartition("/")[2]
    stored = db.session.scalar(select(AccountToken))
    assert token not in stored.token_hash
    assert len(stored.token_hash) == 64


def test_two_sign_ups_of_one_address_at_once_make_one_account(app, new_client):
    browsers = [new_client() for _ in range(4)]
    answers = at_once(*[lambda browser=browser: sign_up(browser) for browser in browsers])
    afresh()
    assert {answer.status_code for answer in answers} == {303}
    assert len(db.session.scalars(select(User)).all()) == 1
    usable = select(AccountToken).where(AccountToken.used_at.is_(None))
    assert len(db.session.scalars(usable).all()) == 1


def test_letters_are_in_the_language_of_the_page(app, client):
    client.get("/accounts/sign-up?lang=ru")
    sign_up(client)
    assert (letters()[0].language, person().language) == ("ru", "ru")


def test_the_form_takes_the_same_statements_with_one_university_and_thirty(app, client):
    from tests.support.sql import count_statements

    counts = []
    for more in (1, 29):
        for _ in range(more):
            factories.university()
        with count_statements() as statements:
            client.get("/accounts/sign-up")
        counts.append(len(statements))
    assert counts[0] == counts[1]
