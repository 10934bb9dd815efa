"""Append-only history: `audit.record(...)` in the transaction of what it tells."""

from hackathon.audit.history import Verb, record

__all__ = ["Verb", "record"]
