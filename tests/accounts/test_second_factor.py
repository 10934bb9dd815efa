"""A second factor: set up, asked for, used once, lost; and what an office may not do without it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts import authenticator
from hackathon.accounts.models_safety import Authenticator, RecoveryCode
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.rules import codes
from tests import factories
from tests.accounts.people import is_signed_in, letters, signs_in
from tests.support.forms import find_form, send, text_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = timedelta(minutes=5)


@pytest.fixture
def production(make_app):
    return make_app(production=True, rate_limits=True)


def secret_on(page):
    return re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page.get_data(as_text=True))[1].replace(" ", "")


def code_of(secret, moment):
    return authenticator.code_at(secret, codes.step_at(moment))


def set_up(client, now):
    """Set an app up as a person does; give its secret and the recovery codes."""
    page = client.get("/accounts/security/app")
    secret = secret_on(page)
    answer = send(client, "/accounts/security/app", find_form(page), {"code": code_of(secret, now)})
    assert answer.status_code == 200, text_of(answer)
    made = re.findall(r"<code[^>]*>([a-z0-9-]{19})</code>", answer.get_data(as_text=True))
    assert len(made) == 10
    return secret, made


def second_step(client, code, path="/accounts/sign-in/second-step"):
    return client.submit(path, {"code": code})


def test_an_organizer_sets_an_app_up_before_anything_of_the_office_and_signs_in_with_it(
    production, app, new_client, set_clock
):
    set_clock(NOW)
    edition = factories.edition(key="kz-2026")
    person = factories.organizer(edition)
    desk, client = "/kz-2026/organize/", new_client(production)
    answer = client.submit(f"/accounts/sign-in?next={desk}", {"email": person.email, "password": factories.PASSWORD})
    assert answer.location == f"/accounts/security?next={desk}"
    assert "Your role needs a second factor" in text_of(client.get(answer.location))
    assert client.get(desk).location == f"/accounts/security?next={desk}"
    assert client.get("/kz-2026/").status_code == 200
    page = client.get("/accounts/security/app")
    assert '<svg viewBox="0 0' in page.get_data(as_text=True)
    wrong = send(client, "/accounts/security/app", find_form(page), {"code": "000000"})
    assert (wrong.status_code, secret_on(wrong)) == (422, secret_on(page))
    secret, made = set_up(client, NOW)
    assert client.get(desk).status_code == 200
    assert letters(person.email)[-1].subject == "The second factor of your account"
    stored = db.session.scalar(select(Authenticator))
    assert secret not in stored.sealed_secret
    assert not {row.code_hash for row in db.session.scalars(select(RecoveryCode))} & set(made)

    other = new_client(production)
    answer = signs_in(other, person.email)
    assert (answer.location.split("?")[0], is_signed_in(other)) == ("/accounts/sign-in/second-step", False)
    assert second_step(other, code_of(secret, NOW)).status_code == 422, "the code that set it up was used"
    set_clock(NOW + LATER)
    assert second_step(other, code_of(secret, NOW + LATER), answer.location).status_code == 303
    assert other.get(desk).status_code == 200
    third = new_client(production)
    signs_in(third, person.email)
    assert second_step(third, code_of(secret, NOW + LATER)).status_code == 422, "a code counts once"
    assert second_step(third, made[0].upper().replace("-", " ")).status_code == 303
    assert "9 codes are left" in letters(person.email)[-2].text + letters(person.email)[-1].text
    fourth = new_client(production)
    signs_in(fourth, person.email)
    assert second_step(fourth, made[0]).status_code == 422, "a recovery code counts once"


def test_without_the_password_or_too_late_there_is_no_second_step(production, app, new_client, set_clock):
    set_clock(NOW)
    person, client = factories.user(), new_client(production)
    signs_in(client, person.email)
    secret, _made = set_up(client, NOW)
    assert new_client(production).get("/accounts/sign-in/second-step").location == "/accounts/sign-in"
    late = new_client(production)
    signs_in(late, person.email)
    form = find_form(late.get("/accounts/sign-in/second-step"))
    set_clock(NOW + timedelta(minutes=10))
    answer = send(late, "/accounts/sign-in/second-step", form, {"code": code_of(secret, NOW + timedelta(minutes=10))})
    assert (answer.location, is_signed_in(late)) == ("/accounts/sign-in", False)


def test_guessing_codes_is_limited_and_does_not_shut_the_owners_device_out(production, app, new_client, set_clock):
    set_clock(NOW)
    person, own = factories.user(), new_client(production)
    signs_in(own, person.email)
    secret, _made = set_up(own, NOW)
    own.submit("/accounts/profile", form="/accounts/sign-out")
    found = []
    for number in range(12):
        thief = new_client(production)
        thief.environ_base["REMOTE_ADDR"] = f"10.7.0.{number}"
        signs_in(thief, person.email)
        found += [second_step(thief, "123456").status_code for _ in range(3)]
    assert found == [422] * 20 + [429] * 16
    set_clock(NOW + LATER)
    signs_in(own, person.email)
    assert second_step(own, code_of(secret, NOW + LATER)).status_code == 303


def test_what_protects_an_account_asks_for_the_password_again(production, app, new_client, set_clock):
    set_clock(NOW)
    person = factories.organizer(factories.edition())
    client = new_client(production)
    signs_in(client, person.email)
    _secret, made = set_up(client, NOW)
    set_clock(NOW + timedelta(minutes=10))
    for path in ("/accounts/security/app", "/accounts/email", "/accounts/security/passkeys/add"):
        assert client.get(path).location == f"/accounts/verify?next={path}"
    answer = client.submit("/accounts/security", form="/accounts/security/recovery-codes")
    assert answer.location == "/accounts/verify?next=/accounts/security"
    assert client.submit("/accounts/verify?next=/accounts/email", {"password": "wrong"}).status_code == 422
    answer = client.submit("/accounts/verify?next=/accounts/email", {"password": factories.PASSWORD})
    assert (answer.location, client.get("/accounts/email").status_code) == ("/accounts/email", 200)
    renewed = client.submit("/accounts/security", form="/accounts/security/recovery-codes")
    assert (renewed.status_code, made[0] in renewed.get_data(as_text=True)) == (200, False)
    kept = client.submit("/accounts/security", form="/accounts/security/app/remove")
    assert (kept.status_code, "only one" in text_of(kept)) == (409, True)


def test_an_administrator_helps_who_lost_the_phone_and_sees_who_has_no_second_factor(app, new_client, set_clock):
    set_clock(NOW)
    person, client = factories.organizer(factories.edition()), new_client()
    signs_in(client, person.email)
    set_up(client, NOW)
    chief = new_client().sign_in(factories.administrator())
    page = f"/admin/users/{person.id}/second-factor/reset"
    assert chief.submit(page, {"reason": " "}).status_code == 422
    assert chief.submit(page, {"reason": "Called the number that I know"}).status_code == 303
    assert not is_signed_in(client)
    assert "took the second factor of your account away" in letters(person.email)[-1].text
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "account.factors_reset")).one()
    assert (entry.details, entry.personal) == ({}, {"reason": "Called the number that I know"})
    assert signs_in(client, person.email).location == "/"
    assert person.email in text_of(chief.get("/admin/office"))


def test_a_sealed_secret_opens_with_the_key_that_replaced_the_old_one_and_only_for_its_owner(app):
    sealed = authenticator.seal(7, "SECRET", ["old"])
    opened = [authenticator.secret_of(user_id, sealed, keys)
              for user_id, keys in ((7, ["new", "old"]), (7, ["new"]), (8, ["old"]))]
    assert opened == ["SECRET", None, None]
