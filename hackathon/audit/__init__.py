"""Append-only history: `audit.record(...)` in the transaction of what it tells."""

from hackathon.audit.history import record, record_many
from hackathon.audit.verbs import Verb

__all__ = ["Verb", "record", "record_many"]
