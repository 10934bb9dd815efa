"""The demo's texts, names and places: the JSON files beside this module, read once."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@functools.cache
def load(name: str) -> Any:
    """Return the content of `data/<name>.json`. Callers share it and must not change it."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
