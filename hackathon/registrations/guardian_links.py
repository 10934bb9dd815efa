"""The link in a guardian's letter: which person under age, which letter, sealed. Nothing secret is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from hackathon.errors import GuardianLinkUseless
from hackathon.registrations.models_guardians import GuardianConsent

_SHAPE = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})-([A-Za-z0-9_-]{22})", re.ASCII)


def token_for(row: GuardianConsent, secret: str) -> str:
    """Return the token of the newest letter."""
    return f"{row.id}-{row.link_version}-{_seal(row.edition_id, row.id, row.link_version, secret)}"


def read(token: str, edition_id: int, secret: str) -> tuple[int, int]:
    """Return (id, version of the letter); refuse a token that was not made for this edition."""
    match = _SHAPE.fullmatch(token)
    if match is None:
        raise GuardianLinkUseless()
    row_id, version = int(match[1]), int(match[2])
    if not hmac.compare_digest(match[3], _seal(edition_id, row_id, version, secret)):
        raise GuardianLinkUseless()
    return row_id, version


def _seal(edition_id: int, row_id: int, version: int, secret: str) -> str:
    message = f"guardian:{edition_id}:{row_id}:{version}"
    digest = hmac.digest(secret.encode(), message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
