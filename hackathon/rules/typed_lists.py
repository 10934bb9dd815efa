"""Tell who is meant by a line of a typed list: a code, an e-mail address, or a name of which one person remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hackathon.rules import badge_codes


class Left(StrEnum):
    NOBODY = "nobody"
    SEVERAL = "several"


@dataclass(frozen=True)
class Known:
    """Somebody who takes part; the address and the names are folded."""

    user_id: int
    code: str
    email: str
    names: tuple[str, ...]


def sorted_out(lines: Iterable[tuple[str, str]], people: Sequence[Known]) -> tuple[list[int], list[tuple[str, Left]]]:
    """Return whose lines (as typed, folded) these are, and the lines that fit nobody or several people."""
    found: dict[int, None] = {}
    left: list[tuple[str, Left]] = []
    for typed, folded in lines:
        fitting = _fitting(typed, folded, people)
        if len(fitting) == 1:
            found[fitting[0]] = None
        else:
            left.append((typed, Left.SEVERAL if fitting else Left.NOBODY))
    return list(found), left


def _fitting(typed: str, folded: str, people: Sequence[Known]) -> list[int]:
    exact = [each.user_id for each in people if folded == each.email or badge_codes.normalized(typed) == each.code]
    words = folded.replace(".", " ").replace(",", " ").split()
    if exact or not words:
        return exact
    return [each.user_id for each in people if any(_is_named(words, name.split()) for name in each.names)]


def _is_named(words: Sequence[str], name: Sequence[str]) -> bool:
    """Say whether the first word is a whole part of the name, and the others begin different parts of it."""
    if words[0] not in name:
        return False
    rest = list(name)
    rest.remove(words[0])
    for word in sorted(words[1:], key=len, reverse=True):
        part = next((each for each in rest if each.startswith(word)), None)
        if part is None:
            return False
        rest.remove(part)
    return True
