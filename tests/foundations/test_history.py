"""The history is kept: the database itself refuses to change or to delete an entry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from hackathon.audit import history
from hackathon.audit.models import AuditEntry
from hackathon.db import db, transactional
from hackathon.rules.permissions import SYSTEM
from tests import factories

MOMENT = datetime(2026, 10, 15, 12, tzinfo=UTC)
LATER = datetime(2026, 10, 16, 12, tzinfo=UTC)


@pytest.fixture
def entry(app) -> AuditEntry:
    edition = factories.edition()
    transactional(lambda: history.record(
        SYSTEM, history.Verb.EDITION_EDITED, edition, now=MOMENT, details={"a": 1}, personal={"name": "Айгерим"}
    ))()
    return db.session.scalars(select(AuditEntry).where(AuditEntry.verb == history.Verb.EDITION_EDITED)).one()


@pytest.mark.parametrize("values", [
    {"verb": history.Verb.TEAM_CLOSED}, {"at": LATER}, {"details": {"a": 2}}, {"subject_id": None},
])
def test_an_entry_cannot_be_changed(entry, values):
    with pytest.raises(DBAPIError, match="append-only"):
        transactional(lambda: db.session.execute(update(AuditEntry).values(**values)))()


def test_an_entry_cannot_be_deleted(entry):
    with pytest.raises(DBAPIError, match="append-only"):
        transactional(lambda: db.session.execute(delete(AuditEntry)))()


def test_personal_data_of_an_entry_can_be_erased(entry):
    transactional(lambda: db.session.execute(update(AuditEntry).values(personal={})))()
    db.session.expire_all()
    assert (entry.personal, entry.details) == ({}, {"a": 1})
