from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from hackathon.accounts import consents
from hackathon.accounts.models import Consent, ConsentPurpose, User, UserSession
from hackathon.db import db
from tests import factories
from tests.accounts.people import STRONG, is_signed_in, letters, open_sessions, signs_in, token_of
from tests.support.forms import forms_of, text_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def user(app):
    return factories.user(university_other="Дом науки")


@pytest.fixture
def signed_in(client, user):
    return client.sign_in(user)


def consent_of(user, purpose):
    rows = select(Consent).where(Consent.user_id == user.id, Consent.purpose == purpose).order_by(Consent.id)
    return [(row.version, row.withdrawn_at is None) for row in db.session.scalars(rows)]


def test_a_person_corrects_the_profile(app, signed_in, user):
    university = factories.university(name={"en": "Bukhara State"})
    answer = signed_in.submit(
        "/accounts/profile",
        {
            "family_name": "",
            "given_name": "Oʻktam",
            "patronymic": "oʻgʻli",
            "university": str(university.id),
            "category": "staff",
            "gender": "undisclosed",
            "language": "ru",
        },
    )
    assert answer.status_code == 303
    stored = db.session.get(User, user.id)
    assert (stored.formal_name, stored.university_id, stored.university_other) == ("Oʻktam oʻgʻli", university.id, "")
    assert (stored.category, stored.gender, stored.language) == ("staff", "undisclosed", "ru")
    assert "o'ktam o'g'li" in stored.search_key
    assert "Профиль" in text_of(signed_in.get("/accounts/profile"))


def test_the_profile_shows_what_is_stored(app, signed_in, user):
    html = signed_in.get("/accounts/profile").get_data(as_text=True)
    assert f'value="{user.family_name}"' in html
    assert 'name="university" value="other" checked' in html
    assert 'value="Дом науки"' in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"family_name": "", "given_name": ""}, "family_name"),
        ({"given_name": "a\u200bb"}, "given_name"),
        ({"latin_name": "x" * 121}, "latin_name"),
        ({"university_other": ""}, "university"),
    ],
)
def test_a_wrong_profile_is_refused_beside_the_field_and_what_was_typed_stays(app, signed_in, user, changes, field):
    before = user.formal_name
    answer = signed_in.submit("/accounts/profile", {"patronymic": "Typed", **changes})
    html = answer.get_data(as_text=True)
    assert (answer.status_code, f'id="{field}-error"' in html, 'value="Typed"' in html) == (422, True, True)
    assert db.session.get(User, user.id).formal_name == before


def test_a_profile_cannot_be_used_to_rise_or_to_write_to_somebody_else(app, signed_in, user):
    other = factories.user()
    forged = {"is_administrator": "y", "id": str(other.id), "user_id": str(other.id), "email": "evil@example.kz"}
    assert signed_in.submit("/accounts/profile", {"given_name": "Mine"}, extra=forged).status_code == 303
    assert (db.session.get(User, user.id).is_administrator, db.session.get(User, other.id).given_name) == (
        False,
        "Айгерим",
    )
    assert db.session.get(User, user.id).email == user.email


def test_a_new_password_needs_the_present_one(app, signed_in, user):
    answer = signed_in.submit("/accounts/password", {"current": "wrong", "password": STRONG})
    assert (answer.status_code, 'id="current-error"' in answer.get_data(as_text=True)) == (422, True)
    assert (
        signed_in.submit("/accounts/password", {"current": factories.PASSWORD, "password": "short"}).status_code == 422
    )
    answer = signed_in.submit("/accounts/password", {"current": factories.PASSWORD, "password": STRONG})
    assert answer.status_code == 303
    assert letters(user.email)[-1].subject == "Your password was changed"


def test_a_new_password_ends_the_other_sign_ins(app, signed_in, new_client, user):
    phone = new_client().sign_in(user)
    signed_in.submit("/accounts/password", {"current": factories.PASSWORD, "password": STRONG})
    assert [is_signed_in(signed_in), is_signed_in(phone)] == [True, False]
    assert signs_in(phone, user.email, STRONG).status_code == 303


def test_each_consent_is_given_and_withdrawn_by_itself(app, signed_in, user):
    assert consent_of(user, "photo") == []
    signed_in.submit("/accounts/consents", form="/consents/photo/give")
    signed_in.submit("/accounts/consents", form="/consents/partners/give")
    assert [consent_of(user, each) for each in ("photo", "partners", "public_name")] == [
        [("1", True)],
        [("1", True)],
        [],
    ]
    signed_in.submit("/accounts/consents", form="/consents/photo/withdraw")
    assert [consent_of(user, each) for each in ("photo", "partners")] == [[("1", False)], [("1", True)]]
    signed_in.submit("/accounts/consents", form="/consents/photo/give")
    assert consent_of(user, "photo") == [("1", False), ("1", True)]


def test_the_page_says_when_a_consent_was_given_and_withdrawn(app, signed_in, set_clock):
    set_clock(NOW)
    signed_in.submit("/accounts/consents", form="/consents/photo/give")
    words = text_of(signed_in.get("/accounts/consents"))
    assert "Given: 17:00, 1 March 2026, Almaty, UTC+5 . Version of the text: 1." in words
    signed_in.submit("/accounts/consents", form="/consents/photo/withdraw")
    assert "Withdrawn: 17:00, 1 March 2026, Almaty, UTC+5 ." in text_of(signed_in.get("/accounts/consents"))


def test_a_changed_text_is_put_before_the_person_again(app, signed_in, user, monkeypatch):
    newer = tuple(replace(text, version="2") if text.purpose == "privacy" else text for text in consents.TEXTS)
    monkeypatch.setattr(consents, "TEXTS", newer)
    monkeypatch.setattr(consents, "BY_PURPOSE", {text.purpose: text for text in newer})
    assert "The text has changed since you agreed" in text_of(signed_in.get("/accounts/consents"))
    signed_in.submit("/accounts/consents", form="/consents/privacy/give")
    assert consent_of(user, "privacy") == [("1", False), ("2", True)]
    assert "The text has changed" not in text_of(signed_in.get("/accounts/consents"))


def test_a_condition_of_the_account_is_not_withdrawn_alone(app, signed_in, user):
    page = signed_in.get("/accounts/consents").get_data(as_text=True)
    assert "/consents/privacy/withdraw" not in page
    token = token_of(signed_in)
    answer = signed_in.post("/accounts/consents/privacy/withdraw", data={"csrf_token": token})
    assert (answer.status_code, consent_of(user, "privacy")) == (409, [("1", True)])
    assert signed_in.post("/accounts/consents/soul/give", data={"csrf_token": token}).status_code == 404


def test_withdrawing_everything_closes_the_account(app, signed_in, new_client, user):
    phone = new_client().sign_in(user)
    answer = signed_in.submit("/accounts/consents", form="/accounts/close")
    assert (answer.status_code, answer.location) == (303, "/")
    assert [is_signed_in(signed_in), is_signed_in(phone), open_sessions(user)] == [False, False, 0]
    assert signs_in(phone, user.email).status_code == 422
    assert [purpose for purpose in ConsentPurpose if (("1", True) in consent_of(user, purpose))] == []


def test_the_only_administrator_cannot_close_the_account(app, client):
    chief = factories.administrator()
    client.sign_in(chief)
    assert client.submit("/accounts/consents", form="/accounts/close").status_code == 409
    factories.administrator()
    assert client.submit("/accounts/consents", form="/accounts/close").status_code == 303


def test_sign_ins_are_listed_with_the_browser_and_can_be_ended(app, signed_in, new_client, user):
    phone = new_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 14; Mobile; rv:120.0) Firefox/120.0"
    phone.sign_in(user)
    words = text_of(signed_in.get("/accounts/sessions"))
    assert ("Firefox, Android" in words, "this browser" in words) == (True, True)
    endings = [form.action for form in forms_of(signed_in.get("/accounts/sessions")) if form.action.endswith("/revoke")]
    assert len(endings) == 1
    answer = signed_in.submit("/accounts/sessions", form=endings[0])
    assert (answer.status_code, is_signed_in(phone), is_signed_in(signed_in)) == (303, False, True)


def test_all_other_sign_ins_are_ended_at_once(app, signed_in, new_client, user):
    others = [new_client().sign_in(user) for _ in range(3)]
    signed_in.submit("/accounts/sessions", form="/revoke-others")
    assert [is_signed_in(each) for each in (*others, signed_in)] == [False, False, False, True]


def test_somebody_elses_sign_in_cannot_be_ended(app, signed_in, new_client):
    other = factories.user()
    their = new_client().sign_in(other)
    theirs = db.session.scalar(select(UserSession.id).where(UserSession.user_id == other.id))
    token = token_of(signed_in)
    answers = [
        signed_in.post(f"/accounts/sessions/{number}/revoke", data={"csrf_token": token}).status_code
        for number in (theirs, 99999)
    ]
    assert (answers, is_signed_in(their)) == ([404, 404], True)


@pytest.mark.parametrize(
    "path", ["/accounts/profile", "/accounts/password", "/accounts/consents", "/accounts/sessions"]
)
def test_a_visitor_is_asked_to_sign_in_first(app, client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, f"/accounts/sign-in?next={path}")


def test_private_pages_are_not_stored(app, signed_in):
    assert signed_in.get("/accounts/profile").headers["Cache-Control"] == "no-store"
