"""Random tokens for links and sessions; only their digests are stored."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits for a link or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return the SHA-256 under which a token is stored."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
