"""Seal what must be read again, such as the secret of an app: with a key that is derived from the secret key.

A new secret key takes the old one along in `OLD_SECRET_KEYS`; what is used is then sealed anew.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any


def seal(text: str, keys: Sequence[str]) -> str:
    """Return the text sealed with the present key."""
    return _fernet(keys).encrypt(text.encode()).decode()


def opened(sealed: str, keys: Sequence[str], *, within: timedelta | None = None) -> str | None:
    """Return what was sealed with the present key or an older one, or None."""
    from cryptography.fernet import InvalidToken

    try:
        return _fernet(keys).decrypt(sealed, int(within.total_seconds()) if within else None).decode()
    except (InvalidToken, ValueError):
        return None


def _fernet(keys: Sequence[str]) -> Any:
    # Imported when it is needed: few requests do, and workers are kept lean.
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{key}".encode()).digest())
