"""Hash and check passwords, always while no transaction is open: inside of one, writers would queue behind it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from hackathon.accounts import queries
from hackathon.db import end_transaction
from hackathon.rules import passwords as rules

# OWASP's minimum: stronger settings would let two sign-ins a second through on two cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Fits no password: takes as long to check as any other.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$xnKwxgyuFJWAA6CCZCVXOA$itiw4YO0RcT8B/ofSx3wbVyFv44cBS11Yq/EEDet+bk"


@cache
def _common() -> frozenset[str]:
    folder = Path(__file__).parent / "data"
    texts = (folder / f"{name}_passwords.txt" for name in ("common", "local"))
    return frozenset(word for text in texts for word in text.read_text(encoding="utf-8").casefold().splitlines())


def hashed(password: str, *personal: str) -> str:
    """Return the hash of a new password; refuse one that is easy to guess."""
    rules.require_strong(password, common=_common(), personal=rules.personal_words(*personal))
    end_transaction()
    return _hasher.hash(rules.normal(password))


def owner_of(address: str, password: str) -> int | None:
    """Return the id of the account that address and password open; take as long for an unknown address."""
    user_id, password_hash = queries.credentials_of(address) or (None, NOBODYS)
    end_transaction()
    return user_id if _matches(password_hash, password) else None


def fits(user_id: int, password: str) -> bool:
    """Say whether this is the present password of an account."""
    password_hash = queries.password_hash_of(user_id)
    end_transaction()
    return _matches(password_hash, password)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, rules.normal(password[: rules.LONGEST * 2]))
    except VerificationError:
        return False
