"""What teams tell registration, which does not know them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hackathon.rules.permissions import Actor

# Called as step(actor, edition, user_id, now) before somebody gives a place back; teams takes them out of their team.
departures: list[Callable[[Actor, Any, int, datetime], None]] = []
# Each answers who of these people left something in the edition entered that nothing could explain without their
# registration; attendance adds who was checked in.
traces: list[Callable[[Collection[int]], set[int]]] = []


@dataclass
class Teams:
    """Answers of the teams: who is in one, as a condition on registrations; (id, name) by user."""

    has_team: Callable[[Any], Any] | None = None
    names: Callable[[Collection[int]], dict[int, tuple[int, str]]] = field(default=lambda ids: {})


teams = Teams()


def have_traces(user_ids: Collection[int]) -> bool:
    """Say whether a registration of one of these people has to stay, whatever becomes of them."""
    return any(step(user_ids) for step in traces)


def depart(actor: Actor, edition: Any, user_id: int, now: datetime) -> None:
    """Let every feature take a person out who gives their place back."""
    for step in departures:
        step(actor, edition, user_id, now)
