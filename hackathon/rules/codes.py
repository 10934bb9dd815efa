"""Codes that are typed as a second factor: of an app's clock (RFC 6238), and from a sheet of paper."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime

SECONDS = 30
DIGITS = 6
# One step early or late: clocks of phones differ, and typing takes time.
TOLERANCE = 1
RECOVERY_CODES = 10
# Without letters and digits that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


def step_at(moment: datetime) -> int:
    """Return the number of the step that an app's clock is in."""
    return int(moment.timestamp()) // SECONDS


def matching_step(typed: str, now: datetime, last: int, code_at: Callable[[int], str]) -> int | None:
    """Return the step whose code was typed; one that was used, or is older than one that was, counts no more."""
    present = step_at(now)
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if step > last and hmac.compare_digest(code_at(step).encode(), typed.encode()):
            return step
    return None


def normal(typed: str) -> str:
    """Return a code as it is compared: blanks and hyphens are only there to be read."""
    return "".join(letter for letter in typed.casefold() if letter.isalnum())[:100]


def is_of_app(code: str) -> bool:
    """Tell the six digits of an app from a recovery code."""
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def recovery_code(draw: Callable[[str], str]) -> str:
    """Return a new recovery code: 79 bits, so that its digest is worth nothing to a thief."""
    return "-".join("".join(draw(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def in_groups(secret: str) -> str:
    """Return a key in groups of four, for whoever types it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
