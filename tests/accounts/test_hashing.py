"""A password is hashed while no transaction is open: inside of one, every other writer would queue behind it."""

import pytest
from argon2 import PasswordHasher

from hackathon.accounts import passwords
from hackathon.db import db
from tests import factories
from tests.accounts.people import STRONG, letters, link_in, newcomer, signs_in


class Watching(PasswordHasher):
    """Hash as ever, and note whether a transaction was open meanwhile."""

    open_transactions: list[bool]

    def hash(self, *args, **options):
        self.open_transactions.append(db.session().in_transaction())
        return super().hash(*args, **options)

    def verify(self, *args, **options):
        self.open_transactions.append(db.session().in_transaction())
        return super().verify(*args, **options)


@pytest.fixture
def seen(monkeypatch):
    watching = Watching(time_cost=1, memory_cost=8, parallelism=1)
    watching.open_transactions = []
    monkeypatch.setattr(passwords, "_hasher", watching)
    return watching.open_transactions


def test_signing_up_hashes_outside_of_any_transaction(app, client, seen):
    assert client.submit("/accounts/sign-up", newcomer()).status_code == 303
    assert seen == [False]


def test_signing_in_checks_outside_of_any_transaction(app, client, seen):
    signs_in(client, "nobody@example.kz")
    signs_in(client, factories.user().email)
    assert seen == [False, False]


def test_a_reset_hashes_outside_of_any_transaction(app, client, seen):
    user = factories.user()
    client.submit("/accounts/reset", {"email": user.email})
    assert client.submit(link_in(letters(user.email)[0]), {"password": STRONG}).status_code == 303
    assert seen == [False]


def test_a_change_of_password_checks_and_hashes_outside_of_any_transaction(app, client, seen):
    client.sign_in(factories.user())
    seen.clear()
    client.submit("/accounts/password", {"current": factories.PASSWORD, "password": STRONG})
    assert seen == [False, False]
