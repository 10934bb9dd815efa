"""What attendance tells earlier features."""

from __future__ import annotations

from hackathon.attendance import queries
from hackathon.registrations import hooks as registrations


def connect() -> None:
    """Let registrations stay on which the lists of those present rest."""
    if queries.who_came not in registrations.traces:
        registrations.traces.append(queries.who_came)
