"""The random code of a badge."""

from __future__ import annotations

import secrets

from hackathon.rules.badge_codes import LENGTH, LETTERS


def new_code() -> str:
    """Return a code that says nothing about its person: 30 to the power of 10 are possible."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
