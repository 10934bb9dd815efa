"""Slow down guessing without locking anybody out.

Failures count per address and network, per address, and per network. A browser that its owner has signed in with
before carries a mark: somebody else's failures at the address do not count against it.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Response, current_app, request

from hackathon.accounts import tokens
from hackathon.text import email_key
from hackathon.web import limits

PAIR, ADDRESS, NETWORK = "10 per 15 minutes", "50 per 15 minutes", "150 per 15 minutes"
LETTERS, LETTERS_PER_NETWORK = "5 per hour", "120 per hour"
COOKIE = "known_device"
KEPT = 180 * 24 * 3600
Spent = list[tuple[str, str, str]]


def spend_sign_in(address: str) -> Spent:
    """Count an attempt to sign in; return what is given back if it turns out well."""
    key, network = email_key(address), limits.network()
    device = _known_device(key)
    if device:
        counts = [(PAIR, "sign-in-device", f"{key}|{device}")]
    else:
        counts = [(PAIR, "sign-in-pair", f"{key}|{network}"), (NETWORK, "sign-in-network", network)]
        counts.append((ADDRESS, "sign-in-address", key))
    for count in counts:
        limits.spend(*count)
    return counts


def give_back(counts: Spent) -> None:
    """Uncount an attempt that turned out well."""
    for count in counts:
        limits.give_back(*count)


def spend_letter(purpose: str, address: str) -> None:
    """Count a letter that anybody can have sent to an address."""
    limits.spend(LETTERS_PER_NETWORK, f"{purpose}-network", limits.network())
    limits.spend(LETTERS, f"{purpose}-address", email_key(address))


def mark_device(response: Response, address: str) -> None:
    """Mark a browser as one in which the owner of the address was."""
    nonce = tokens.new_token()
    response.set_cookie(
        COOKIE, f"{nonce}.{_seal(email_key(address), nonce)}", max_age=KEPT, path="/accounts", httponly=True,
        secure=request.is_secure, samesite="Lax",
    )  # fmt: skip


def _known_device(key: str) -> str | None:
    nonce, _, seal = request.cookies.get(COOKIE, "").partition(".")
    return nonce if nonce and hmac.compare_digest(seal.encode(), _seal(key, nonce).encode()) else None


def _seal(key: str, nonce: str) -> str:
    secret = hashlib.sha256(f"known device:{current_app.secret_key}".encode()).digest()
    return hmac.new(secret, f"{nonce}:{key}".encode(), hashlib.sha256).hexdigest()
