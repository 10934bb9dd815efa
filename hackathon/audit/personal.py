"""What the history holds about people: who did what, and words that only `personal` may have."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, String, and_, cast, or_, select, update

from hackathon.accounts import mentions
from hackathon.accounts.holdings import declare, steps
from hackathon.accounts.models import User
from hackathon.audit.models import AuditEntry
from hackathon.db import db

EMPTY: dict[str, Any] = {}


def about(user: User) -> ColumnElement[bool]:
    """Hold for what a person did, and for what was done to the account."""
    return or_(AuditEntry.actor_id == user.id, and_(AuditEntry.subject == "User", AuditEntry.subject_id == user.id))


declare(
    AuditEntry, whose=about, title=_l("History"),
    shown="at verb subject subject_id details", kept="id edition_id actor_id personal", emptied="personal",
    why=_l("What was done, and when, stays as proof; the person is a number there."),
)  # fmt: skip


def forget_mentions(user: User, now: datetime) -> None:
    """Empty what entries about others say of this person."""
    said = cast(AuditEntry.personal, String)
    found = select(AuditEntry.id).where(or_(*(said.contains(each, autoescape=True) for each in mentions.of(user))))
    query = update(AuditEntry).where(AuditEntry.id.in_(found)).values(personal=EMPTY)
    db.session.execute(query.execution_options(synchronize_session=False))


if forget_mentions not in steps:
    # The last step of all: others write letters and entries.
    steps.insert(0, forget_mentions)
