"""What is too old goes, by kind, and whoever runs it is told how much it was."""

from __future__ import annotations

import contextvars
import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from hackathon import clock
from hackathon.accounts.models import AccountToken, TokenPurpose, User, UserSession
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.audit import Verb, history
from hackathon.audit.models import AuditEntry
from hackathon.db import db
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.privacy import commands_purging as purging
from hackathon.privacy import inactive, retention
from hackathon.rules.permissions import SYSTEM
from tests import factories

NOW = datetime(2032, 5, 1, 12, tzinfo=UTC)
OLD = timedelta(days=400)


@factories.committed
def old_things(person):
    then = NOW - OLD
    for number in range(3):
        factories.add(OutgoingEmail(
            unique_key=f"old-{number}", user_id=person.id, recipient=person.email, language="en", subject="Old",
            text="", html="", message_id="<1@x>", due_at=then, created_at=then, status=EmailStatus.SENT))
        factories.add(UserSession(user_id=person.id, token_hash=f"s{number}", created_at=then, expires_at=then))
        factories.add(AccountToken(user_id=person.id, purpose=TokenPurpose.RESET_PASSWORD, token_hash=f"t{number}",
                                   created_at=then, expires_at=then))
        factories.add(RateLimitCount(key=f"k{number}", count=1, expires_at=then))
        history.record(SYSTEM, Verb.JUDGE_INVITED, person, now=then, personal={"email": "old@example.kz"})


def run(app, *options):
    runner = app.test_cli_runner()
    return contextvars.Context().run(runner.invoke, args=["privacy", "purge", "--json", *options])


def kinds(result):
    assert result.exit_code == 0, result.output
    return {kind: rows for kind, rows in json.loads(result.output)["kinds"].items() if rows}


def test_old_things_go_once_and_young_ones_stay(app, client, set_clock):
    set_clock(NOW - OLD)
    person = factories.user()
    never = factories.user(email_confirmed_at=None)
    registered = factories.student(factories.edition(), email_confirmed_at=None)
    set_clock(NOW)
    old_things(person)
    client.sign_in(person)
    expected = {"letters": 3, "sessions": 3, "links": 3, "rate_limits": 3, "unconfirmed_accounts": 1,
                "history_words": 3}
    assert kinds(run(app, "--dry-run")) == expected
    assert kinds(run(app, "--dry-run")) == expected, "a dry run changes nothing"
    retention_batch = retention.BATCH
    try:
        retention.BATCH = 2  # several batches
        assert kinds(run(app)) == expected
    finally:
        retention.BATCH = retention_batch
    assert kinds(run(app)) == {}
    db.session.expire_all()
    assert client.get("/accounts/profile").status_code == 200, "the present sign-in stays"
    assert [bool(db.session.get(User, each.id).erased_at) for each in (never, registered)] == [True, False]
    assert set(db.session.scalars(select(OutgoingEmail.recipient))) == {""}
    purged = select(AuditEntry.details).filter_by(verb=Verb.DATA_PURGED)
    assert {"kind": "letters", "rows": 2} in db.session.scalars(purged).all()
    assert [purging.once_a_day(NOW) for _ in range(2)] == [0, 0]


def test_whoever_does_not_come_for_years_is_told_and_then_erased(app, set_clock):
    began = NOW - timedelta(days=inactive.DAYS + 10)
    set_clock(began)
    gone, back = factories.user(), factories.user()
    judge = factories.judge(factories.edition())
    set_clock(NOW)
    assert kinds(run(app)) == {purging.TOLD: 2}, "nobody is erased who was not told"
    assert kinds(run(app)) == {}
    come_back(back)
    set_clock(NOW + inactive.NOTICE + timedelta(days=1))
    assert kinds(run(app)) == {"inactive_accounts": 1}
    db.session.expire_all()
    assert [bool(db.session.get(User, each.id).erased_at) for each in (gone, back, judge)] == [True, False, False]
    set_clock(NOW + timedelta(days=inactive.DAYS + 1))
    done = kinds(run(app))
    assert done[purging.TOLD] == 1
    assert "inactive_accounts" not in done, "an old notice does not count for a new absence"
    assert db.session.scalar(select(func.count(User.id)).where(User.erased_at.is_not(None))) == 1


@factories.committed
def come_back(person):
    history.record(SYSTEM, Verb.ACCOUNT_SIGNED_IN, person, now=clock.now())


def test_an_installation_chooses_days_and_a_wrong_kind_is_named(app, make_app):
    assert make_app(keep_days={"letters": 1}).extensions["settings"].keep_days == {"letters": 1}
    result = run(make_app(keep_days={"leters": 1}))
    assert result.exit_code == 1
    assert "leters" in result.output
