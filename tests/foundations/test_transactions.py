"""What db.py promises: nothing is lost, nothing half done, and reading never writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from hackathon.accounts.models import User
from hackathon.accounts.models_limits import RateLimitCount
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, Refusal
from tests import factories
from tests.support.clients import afresh
from tests.support.races import at_once

MOMENT = datetime(2026, 10, 15, 12, tzinfo=UTC)


@transactional
def start_count(key: str = "door", count: int = 0) -> None:
    db.session.add(RateLimitCount(key=key, count=count, expires_at=MOMENT))


@transactional
def count_up() -> None:
    row = locked(RateLimitCount, key="door")
    row.count += 1


def counted() -> int:
    afresh()
    return db.session.scalar(select(RateLimitCount.count))


def test_read_and_write_by_many_at_once_loses_nothing(app):
    start_count()

    def ten_times() -> None:
        with app.app_context():
            for _ in range(10):
                count_up()

    at_once(*[ten_times] * 6)
    assert counted() == 60


def test_an_action_that_fails_leaves_nothing(app):
    @transactional
    def fail() -> None:
        start_count()
        raise Refusal

    with pytest.raises(Refusal):
        fail()
    assert counted() is None


def test_nested_actions_are_one_transaction(app):
    @transactional
    def twice() -> None:
        start_count("one")
        start_count("two")
        db.session.flush()
        assert counted_elsewhere(app) == 0

    twice()
    assert counted_elsewhere(app) == 2


def counted_elsewhere(app) -> int:
    def look() -> int:
        with app.app_context():
            return len(db.session.scalars(select(RateLimitCount.id)).all())

    return at_once(look)[0]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_request_that_reads_cannot_write(app, method):
    with app.test_request_context(method=method):
        db.session.rollback()
        db.session.add(RateLimitCount(key="door", count=1, expires_at=MOMENT))
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            db.session.flush()
        db.session.rollback()
    start_count()
    assert counted() == 0


def test_a_broken_uniqueness_becomes_the_refusal_named_for_it(app):
    start_count()

    @transactional
    def again() -> None:
        with refusing(uq_rate_limit_count_key=ChangedMeanwhile()):
            db.session.add(RateLimitCount(key="door", count=1, expires_at=MOMENT))

    with pytest.raises(ChangedMeanwhile):
        again()


def test_a_broken_constraint_without_a_refusal_stays_an_error(app):
    start_count()

    @transactional
    def again() -> None:
        with refusing(uq_of_something_else=ChangedMeanwhile()):
            db.session.add(RateLimitCount(key="door", count=1, expires_at=MOMENT))

    with pytest.raises(IntegrityError):
        again()


@pytest.mark.backends("postgresql")  # SQLite's writer holds the whole file: nobody changes the row in between
def test_of_two_changes_to_one_version_the_second_is_told(app):
    edition_id = factories.edition(country="KZ").id

    @transactional
    def change(country: str, *, before_it_is_written: Callable[[], None]) -> None:
        edition = db.session.get(Edition, edition_id)
        edition.country = country
        before_it_is_written()

    def another_person() -> None:
        with app.app_context():
            change("TJ", before_it_is_written=lambda: None)

    with pytest.raises(ChangedMeanwhile):
        change("UZ", before_it_is_written=lambda: at_once(another_person))
    assert db.session.get(Edition, edition_id).country == "TJ"


def test_moments_come_back_as_they_were_whatever_their_zone(app):
    almaty = MOMENT.astimezone(ZoneInfo("Asia/Almaty"))
    person = factories.user(email_confirmed_at=almaty)
    afresh()
    assert person.email_confirmed_at == MOMENT
    assert person.email_confirmed_at.tzinfo == UTC
    for late, found in ((timedelta(microseconds=-1), []), (timedelta(0), [person.id])):
        assert db.session.scalars(select(User.id).where(User.email_confirmed_at <= almaty + late)).all() == found


def test_a_moment_without_a_zone_is_refused(app):
    with pytest.raises(Exception, match="a moment needs a time zone"):
        db.session.scalars(select(User.id).where(User.created_at == datetime(2026, 1, 1))).all()  # noqa: DTZ001
