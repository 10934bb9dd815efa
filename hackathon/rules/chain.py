"""Link versions of scorecards so that none can be changed or left out unseen, and nothing of them is told.

An entry's *seal* is the SHA-256 of a random salt and of what is said; whoever lacks the salt learns nothing from it.
Its *digest* is the SHA-256 of its number, the digest before it and its seal: it can be checked without the salt.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64  # what stands before the first entry
SALT_BYTES = 16
SECRET_BYTES = 32
TOKEN_LENGTH = 32


@dataclass(frozen=True)
class Entry:
    """Hold what is public of an entry at any time."""

    number: int
    previous: str
    seal: str
    digest: str


def canonical(value: Any) -> str:
    """Write a value so that equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(salt: str, content: str) -> str:
    """Commit to what an entry says; `salt` is hexadecimal, `content` canonical JSON."""
    return sha256(f"{salt}\n{content}")


def link(number: int, previous: str, sealed: str) -> str:
    """Return the digest of an entry, which the next one begins with."""
    return sha256(f"{number}\n{previous}\n{sealed}")


def following(number: int, previous: str, salt: str, content: str) -> Entry:
    """Return the entry with this number."""
    sealed = seal(salt, content)
    return Entry(number, previous, sealed, link(number, previous, sealed))


def judge_token(secret: str, judge: int) -> str:
    """Name a judge so that nobody without the chain's secret can tell who it is."""
    return hmac.new(bytes.fromhex(secret), f"judge {judge}".encode(), hashlib.sha256).hexdigest()[:TOKEN_LENGTH]


def judge_names(tokens: Collection[str]) -> dict[str, str]:
    """Number judges by their tokens, an order that tells nothing: J1, J2 ..."""
    return {token: f"J{number}" for number, token in enumerate(sorted(set(tokens)), 1)}


def content(who: Mapping[str, Any], state: Mapping[str, Any]) -> str:
    """Write who (`judge`, `by`), when (`at`) and what (`project`, `status`, `marks`) as one text."""
    return canonical({**who, **state})


def first_fault(entries: Iterable[Entry]) -> tuple[int, str] | None:
    """Name the first entry that does not continue the one before it: its place in the order, and what is wrong."""
    previous = START
    for position, entry in enumerate(entries, 1):
        if entry.number != position:
            return position, f"has the number {entry.number}"
        if entry.previous != previous:
            return position, "does not continue the entry before it"
        if entry.digest != link(entry.number, entry.previous, entry.seal):
            return position, "has a digest that does not fit its number, the digest before it and its seal"
        previous = entry.digest
    return None
