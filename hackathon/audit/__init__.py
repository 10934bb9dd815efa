"""Append-only history: `audit.record(...)` in the transaction of what it tells."""

from hackathon.audit.history import Verb, record, record_many

__all__ = ["Verb", "record", "record_many"]
