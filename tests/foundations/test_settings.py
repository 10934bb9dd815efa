"""What is convenient for a trial is shut elsewhere."""

from __future__ import annotations

import pytest

from hackathon import create_app
from hackathon.config import Settings, UnsafeSettings

POSTGRESQL = "postgresql://hackathon@database/hackathon"
SECRET = "a long random text"


def settings(**environment: str) -> Settings:
    return Settings.from_environment(environment)


@pytest.mark.parametrize("environment", [{"DATABASE_URL": POSTGRESQL}, {"HACKATHON_PRODUCTION": "1"}])
def test_default_secret_key_is_refused_outside_of_a_trial(environment, tmp_path):
    with pytest.raises(UnsafeSettings):
        create_app(settings(**environment, HACKATHON_INSTANCE=str(tmp_path)))


@pytest.mark.parametrize(("environment", "trial", "mailbox"), [
    ({}, True, True),
    ({"MAIL_SERVER": "mail.example.kz"}, True, False),
    ({"HACKATHON_PRODUCTION": "1", "SECRET_KEY": SECRET}, False, False),
    ({"DATABASE_URL": POSTGRESQL, "SECRET_KEY": SECRET}, False, False),
])
def test_demo_and_mailbox_exist_in_a_trial_only(environment, trial, mailbox):
    found = settings(**environment)
    assert (found.trial, found.local_mailbox) == (trial, mailbox)


def test_settings_keep_secrets_out_of_their_text():
    found = settings(SECRET_KEY=SECRET, MAIL_PASSWORD="hunter2")
    assert SECRET not in repr(found)
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize("url", [POSTGRESQL, POSTGRESQL.replace("postgresql", "postgres")])
def test_postgresql_addresses_use_the_driver_that_is_installed(url):
    assert settings(DATABASE_URL=url).sqlalchemy_url == "postgresql+psycopg://hackathon@database/hackathon"


@pytest.mark.parametrize(("environment", "required"), [
    ({}, False),
    ({"HACKATHON_SECOND_FACTOR": "1"}, False),
    ({"DATABASE_URL": POSTGRESQL}, True),
    ({"DATABASE_URL": POSTGRESQL, "HACKATHON_SECOND_FACTOR": "0"}, False),
    ({"HACKATHON_PRODUCTION": "1", "HACKATHON_SECOND_FACTOR": "0"}, True),
])
def test_offices_need_a_second_factor_in_production_whatever_is_set_and_never_in_a_trial(environment, required):
    assert settings(**environment).second_factor_required == required


@pytest.mark.parametrize(("name", "scheme", "host", "origin"), [
    ("127.0.0.1:8000", "http", "localhost", "http://localhost:8000"),
    ("hackathon.example.kz", "https", "hackathon.example.kz", "https://hackathon.example.kz"),
])
def test_passkeys_belong_to_the_configured_host(name, scheme, host, origin):
    found = settings(HACKATHON_SERVER_NAME=name, HACKATHON_SCHEME=scheme)
    assert (found.passkey_host, found.passkey_origin) == (host, origin)
