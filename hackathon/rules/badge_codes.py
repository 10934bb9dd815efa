"""The code on a badge: short enough to type, random, and without letters that look alike on paper."""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 10
# What people type for what they read: digits and letters that the code does not have, and Cyrillic twins.
_TWINS = str.maketrans("АВСЕНКМРТХ", "ABCEHKMPTX")


def normalized(typed: str) -> str:
    """Return a code as it is stored, however it was typed or scanned; empty if it can be none."""
    code = re.sub(r"[\s\-–—_]", "", typed[:100]).upper().translate(_TWINS)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def shown(code: str) -> str:
    """Return a code as it is printed: two groups that are read aloud easily."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
