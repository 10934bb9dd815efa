"""Slow down guessing without locking anybody out.

Failures count per address and network, per address, and per network; the longer somebody goes on in one place, the
longer the wait. A browser that its owner has signed in with before is known by a lasting cookie: it is counted by
itself, so that somebody else's failures, however many, never shut the owner out.
"""

from __future__ import annotations

import re

from flask import Response, g, request

from hackathon.accounts import known_devices, tokens
from hackathon.text import email_key
from hackathon.web import limits

# Ten mistakes cost a quarter of an hour, twenty more four hours, and sixty a day.
PAIR = ("10 per 15 minutes", "30 per 4 hours", "60 per day")
ADDRESS, NETWORK = "50 per 15 minutes", "150 per 15 minutes"
# Whoever types codes knows the password already.
CODES, CODES_OF_ALL = ("5 per 15 minutes", "20 per day"), ("20 per hour", "60 per day")
LETTERS, LETTERS_PER_NETWORK = "5 per hour", "120 per hour"
COOKIE = "known_device"
KEPT = 400 * 24 * 3600
_TOKEN = re.compile(r"[\w-]{43}")
Spent = list[tuple[str, ...]]


def spend_sign_in(address: str) -> Spent:
    """Count an attempt to sign in; return what is given back if it turns out well."""
    key = email_key(address)
    if _is_known(key):
        return _spent([(limit, "sign-in-device", f"{key}|{device()}") for limit in PAIR])
    counts: Spent = [(limit, "sign-in-pair", f"{key}|{limits.network()}") for limit in PAIR]
    return _spent([*counts, (NETWORK, "sign-in-network", limits.network()), (ADDRESS, "sign-in-address", key)])


def spend_code(address: str) -> Spent:
    """Count a code that is tried at the second step."""
    key = email_key(address)
    if _is_known(key):
        return _spent([(limit, "code-device", f"{key}|{device()}") for limit in CODES])
    counts: Spent = [(limit, "code-pair", f"{key}|{limits.network()}") for limit in CODES]
    return _spent([*counts, *((limit, "code-address", key) for limit in CODES_OF_ALL)])


def _spent(counts: Spent) -> Spent:
    limits.spend_together(counts)
    return counts


def spend_passkey() -> None:
    """Count a passkey that is asked for or shown; there is nothing to guess, but each costs some work."""
    limits.spend(NETWORK, "passkey-network", limits.network())


def give_back(counts: Spent) -> None:
    """Uncount an attempt that turned out well."""
    for count in counts:
        limits.give_back(*count)


def spend_letter(purpose: str, address: str) -> None:
    """Count a letter that anybody can have sent to an address."""
    limits.spend(LETTERS_PER_NETWORK, f"{purpose}-network", limits.network())
    limits.spend(LETTERS, f"{purpose}-address", email_key(address))


def device() -> str:
    """Return the random cookie of this browser, or the one that it gets with this answer."""
    if "device" not in g:
        held = request.cookies.get(COOKIE, "")
        g.device = held if _TOKEN.fullmatch(held) else tokens.new_token()
    return g.device


def mark_device(response: Response) -> Response:
    """Let a browser keep its cookie, by which it is known again."""
    response.set_cookie(
        COOKIE, device(), max_age=KEPT, path="/accounts", httponly=True, secure=request.is_secure, samesite="Lax"
    )
    return response


def _is_known(key: str) -> bool:
    return COOKIE in request.cookies and known_devices.is_known(key, device())
