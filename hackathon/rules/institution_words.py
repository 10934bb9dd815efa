"""What the words of an institution's name say, and which spellings mean the same one. Texts come folded by sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SMALL_WORDS = frozenset((
    "of", "the", "and", "for", "in", "at", "named", "after", "de",
    "imeni", "im", "i", "v", "na", "g",
    "ba", "nomi", "dar", "shahri", "nomidagi", "atindagi", "adindaki",
))  # fmt: skip
NAMED_AFTER = ("named", "imeni", "im", "atindagi", "ba")
MOST_WORDS, SHORTEST = 12, 3
# Two spellings mean the same when so many of a hundred letters agree, whatever the order of the words.
THE_SAME = 86


def telling(text: str) -> list[str]:
    """Return the words that say which one is meant; small words count only where there are no others."""
    words = text.split()[:MOST_WORDS]
    return [word for word in words if word not in SMALL_WORDS and len(word) > 1] or words


def initials(text: str) -> str:
    """Return the first letters of a name up to "named after"; "" if they are too few to be an abbreviation."""
    letters = []
    for word in text.split():
        if word in NAMED_AFTER:
            break
        if word not in SMALL_WORDS and len(word) > 1:
            letters.append(word[0])
    return "".join(letters) if len(letters) >= SHORTEST else ""


def grouped(spellings: Mapping[str, tuple[str, int | None]]) -> list[list[str]]:
    """Put spellings together that mean the same; each comes with its folded text and the line that it surely names.

    The first spelling of a group is the one that comes first; groups keep that order too.
    """
    groups: dict[str, list[str]] = {}
    by_line: dict[int, str] = {}
    for spelling, (folded, line_id) in spellings.items():
        text = " ".join(telling(folded))
        head = by_line.get(line_id) if line_id is not None else None
        if head is None:
            head = _nearest(text, groups.keys()) or text
        groups.setdefault(head, []).append(spelling)
        if line_id is not None:
            by_line.setdefault(line_id, head)
    return list(groups.values())


# The library is loaded when somebody types the name of a university: most workers never need its 2 MB.
def similar(typed: str, words: Iterable[str], cutoff: float) -> list[tuple[str, float, int]]:
    """Return (word, similarity of 0 to 1, place) of the words that are typed almost so."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return process.extract(typed, words, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=None)


def _nearest(text: str, known: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, score_cutoff=THE_SAME)
    return best[0] if best else ""
