"""The rubric that a new edition starts with, with a text for every mark; its organizers change it as they like."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from hackathon.db import Localized

FILE = Path(__file__).parent / "data" / "criteria.json"


@functools.cache
def _suggested() -> list[dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8"))["criteria"]


def criteria_for(scale_max: int) -> list[dict[str, Any]]:
    """Return the columns of each criterion; scales that no texts were written for begin without any."""
    return [
        {
            "key": row["key"],
            "name": Localized(row["name"]),
            "weight": row["weight"],
            "position": position,
            "anchors": row["anchors"].get(str(scale_max), {}),
        }
        for position, row in enumerate(_suggested())
    ]
