"""Compare moments as forms show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def is_same_minute(stored: Any, typed: Any) -> bool:
    """Tell whether a date was left alone: forms show minutes, and seconds must not get lost by saving."""
    return isinstance(stored, datetime) and stored.replace(second=0, microsecond=0) == typed
