"""The link in a guardian's letter: which person under age, which letter, sealed. Nothing secret is stored.

The seal holds the person and the moment, too: a row that was deleted leaves its number to another one.
"""

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
    return f"{row.id}-{row.link_version}-{_seal(row, secret)}"


def number_in(token: str) -> int:
    """Return the id that a token names; whether it is sealed for that row, `fits` says."""
    match = _SHAPE.fullmatch(token)
    if match is None:
        raise GuardianLinkUseless()
    return int(match[1])


def fits(token: str, row: GuardianConsent, secret: str) -> bool:
    """Tell whether a token is that of the newest letter about this person."""
    return hmac.compare_digest(token, token_for(row, secret))


def _seal(row: GuardianConsent, secret: str) -> str:
    moment = int(row.asked_at.timestamp())
    message = f"guardian:{row.edition_id}:{row.id}:{row.link_version}:{row.user_id}:{moment}"
    digest = hmac.digest(secret.encode(), message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")
