"""Options of select fields and radio buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectChoice


def select_choices(pairs: Iterable[tuple[Any, Any]], group: str | None = None) -> list[SelectChoice]:
    """Return options from (value, label) pairs, under a heading if there is one."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]
