"""Write what happened; nothing here reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from hackathon.audit.models import AuditEntry
from hackathon.audit.verbs import Verb
from hackathon.db import connection, db
from hackathon.rules.permissions import Actor

_INSERT = insert(AuditEntry.__table__)


def record(
    actor: Actor,
    verb: Verb,
    subject: Any,
    *,
    now: datetime,
    details: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> None:
    """Add an entry to the history; personal data goes into `personal` only, so that it can be erased."""
    db.session.flush()
    # Nobody reads it again in this transaction, so it needs no object of the session.
    connection().execute(_INSERT, _entry((actor, verb, now), subject, details, personal))


def record_many(actor: Actor, verb: Verb, subjects: Sequence[tuple[Any, dict[str, Any]]], *, now: datetime) -> None:
    """Add an entry for each of these things with its details, in one statement."""
    db.session.flush()
    if subjects:
        connection().execute(_INSERT, [_entry((actor, verb, now), each, details) for each, details in subjects])


def _entry(
    who: tuple[Actor, Verb, datetime], subject: Any, details: dict[str, Any] | None, personal: Any = None
) -> dict[str, Any]:
    actor, verb, now = who
    return {
        "edition_id": getattr(subject, "edition_id", None),
        "at": now,
        "actor_id": actor.user_id,
        "verb": verb,
        "subject": type(subject).__name__,
        "subject_id": getattr(subject, "id", None),
        "details": details or {},
        "personal": personal or {},
    }
