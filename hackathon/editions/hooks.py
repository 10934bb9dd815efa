"""What later features tell editions, which do not know it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from hackathon.editions.models import Edition, Role
from hackathon.rules.permissions import Actor

# Each answers whether the rubric of the round entered may no longer change; judging adds "a mark exists".
rubric_seals: list[Callable[[], bool]] = []
# Called with the keys of the criteria that stay, before the rubric changes; results refuses what would leave a
# nomination without any.
rubric_checks: list[Callable[[Collection[str]], None]] = []
# Each answers whether results of the round entered are published; results does.
publications: list[Callable[[], bool]] = []
# Each answers whether a person takes part in the edition entered; teams adds "is in a team".
participations: list[Callable[[int], bool]] = []
# Each answers how many participants of the edition entered were erased together with their registration; statistics
# does, so that every page gives the same number.
erased_places: list[Callable[[], int]] = []
# Called as step(actor, edition, user_id, role, now) once a role is gone; judging takes a judge's projects back and
# returns how many of them could be dealt again.
role_endings: list[Callable[[Actor, Edition, int, Role, datetime], int]] = []

# Called before a planned round is taken off: each deletes what it keeps of the round entered, or refuses.
round_endings: list[Callable[[], None]] = []


def rubric_is_sealed() -> bool:
    """Say whether marks have been given by the criteria of the round entered."""
    return any(seal() for seal in rubric_seals)


def require_criteria(keys: Collection[str]) -> None:
    """Refuse a rubric of these criteria alone if something rests on others."""
    for check in rubric_checks:
        check(keys)


def results_are_published() -> bool:
    """Say whether the results of the round entered are published."""
    return any(answer() for answer in publications)


def end_round() -> None:
    """Delete what was prepared in the round entered; refused once a card was begun."""
    for step in round_endings:
        step()


def places_erased() -> int:
    """Count the participants of the edition entered of whom erasure has left no registration."""
    return sum(answer() for answer in erased_places)


def takes_part(user_id: int) -> bool:
    """Say whether a person takes part in the edition entered."""
    return any(answer(user_id) for answer in participations)
