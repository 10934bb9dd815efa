"""What is read of the history."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Engine, ScalarSelect, func, select

from hackathon.audit.models import AuditEntry
from hackathon.audit.verbs import Verb
from hackathon.editions.models import Edition

# How many entries may be committed while another one is on its way.
AT_ONCE = 100
# What people change in their own account and others read on an edition's pages: their names.
OF_PEOPLE = (Verb.CONSENT_CHANGED, Verb.ACCOUNT_EDITED, Verb.ACCOUNT_DEACTIVATED, Verb.ACCOUNT_REACTIVATED,
             Verb.ACCOUNT_ERASED)  # fmt: skip


def newest_entries_of(edition_key: str, engine: Engine) -> int:
    """Return a number that grows with every entry of an edition, and with every change of people's names.

    It is the sum of the newest ids. The newest alone would not do: an entry that was begun earlier and committed later
    has a smaller one.
    """
    edition = select(Edition.id).where(Edition.key == edition_key).scalar_subquery()
    parts = (_sum_of_newest(AuditEntry.edition_id == edition), _sum_of_newest(AuditEntry.verb.in_(OF_PEOPLE)))
    with engine.connect() as connection:
        return sum(int(part or 0) for part in connection.execute(select(*parts)).one())


def _sum_of_newest(condition: ColumnElement[bool]) -> ScalarSelect:
    newest = select(AuditEntry.id).where(condition).order_by(AuditEntry.id.desc()).limit(AT_ONCE).subquery()
    return select(func.sum(newest.c.id)).scalar_subquery()

