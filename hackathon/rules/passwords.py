"""Which passwords are too easy to guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import permutations

from hackathon.errors import PasswordTooWeak

SITE = ("circulec", "circulec hackathon", "circulec-hackathon", "circulechackathon", "hackathoncirculec")
SHORTEST = 10
LONGEST = 200
_ROWS = (
    "12345678901234567890", "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
    "йцукенгшщзхъфывапролджэячсмитьбю", "abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
)  # fmt: skip
_LEET = str.maketrans("013457@$!", "oieastasi")


def normal(password: str) -> str:
    """Return the form that is hashed: the same text from another keyboard or system is the same password."""
    return unicodedata.normalize("NFKC", password)


def require_strong(password: str, *, common: Collection[str], personal: Collection[str] = ()) -> None:
    """Refuse short, long, repeated, keyboard-row and common passwords, and the person's own name or address."""
    folded = normal(password).casefold()
    weak = (
        not SHORTEST <= len(normal(password)) <= LONGEST
        or is_pattern(folded)
        or any(core in common or core in personal for core in cores(folded))
    )
    if weak:
        raise PasswordTooWeak(field="password")


def personal_words(*texts: str) -> set[str]:
    """Return what a person's own names and address give a guesser, one by one and written together, and the site's."""
    words = [word for text in texts for word in (text.casefold(), text.casefold().partition("@")[0]) if word]
    pairs = (first + between + last for first, last in permutations(words, 2) for between in ("", " ", ".", "_", "-"))
    return {*words, *pairs, *SITE}


def is_pattern(folded: str) -> bool:
    """Recognise one short piece over and over, and walks along a keyboard or an alphabet, in either direction."""
    repeats_after = (folded + folded).find(folded, 1)
    if repeats_after <= 4 or len(set(folded)) <= 3:
        return True
    return any(folded in row or folded in row[::-1] for row in _ROWS)


def cores(folded: str) -> set[str]:
    """Return the password without digits and marks at its ends, as it is and with digits read as letters."""
    read = folded.translate(_LEET)
    return {folded, read, _letters_inside(folded), _letters_inside(read), _letters_inside(folded).translate(_LEET)}


def _letters_inside(text: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
