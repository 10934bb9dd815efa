"""Find what may tell who wrote a text, and hide it. These are suggestions: a person looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

HIDDEN = "[…]"
SHORTEST = 3
SHORTEST_STEM = 4
MOST_TERMS = 300
_TWINS = str.maketrans("аеорсухктмвніјѕһё" + "ʻʼ‘’ʹ`´′ʿʾ", "aeopcyxktmbhijshe" + "'" * 10)
_VOWELS = "aeiouyиыюяйьэ"
_ZONES = (
    "com|org|net|io|dev|app|me|ru|kz|uz|kg|tj|tm|su|by|edu|gov|eu|de|uk|us|ai|site|online|xyz|cloud|info|tech|page|"
    "рф|қаз|link|gg|gl|ly"
)
_PATTERNS = (
    ("link", r"!?\[[^\]\n]{0,300}\]\([^()\n]{0,500}(?:\([^()\n]{0,300}\)[^()\n]{0,300})?\)"),
    ("link", r"(?m:^[ >]{0,9}\[[^\]\n]{1,300}\]:[^\n]{0,2000}$)"),
    ("email", r"<?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}>?"),
    ("link", r"<?\b(?:https?|ftp|tg)://?[^\s<>]{0,2000}[^\s<>.,;:!?)]>?"),
    ("link", rf"(?<![\w.-])(?:[\w-]{{1,63}}\.){{1,5}}(?:{_ZONES})(?![\w-])(?:/(?:[^\s<>)]{{0,2000}}[^\s<>).,;:!?])?)?"),
    ("link", r"(?<![\w@/])@[A-Za-z][\w.-]{2,63}"),
    ("phone", r"(?<!\w)(?:\+\d|8[\s(-]|\(\d)[\d\s()-]{6,18}\d(?!\w)"),
)
_GENERAL = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


@dataclass(frozen=True)
class Term:
    """Words that would name somebody: `kind` is team, person or university."""

    text: str
    kind: str


@dataclass(frozen=True)
class Span:
    """A part of a text, by the positions of its characters, and what it seems to be."""

    start: int
    end: int
    kind: str


def found(text: str, terms: Iterable[Term]) -> list[Span]:
    """Return what may name the authors, in order and apart from each other."""
    spans = [Span(*each.span(), kind) for kind, pattern in _GENERAL for each in pattern.finditer(text)]
    folded = _folded(text)
    for kind, words in _by_kind(terms).items():
        pattern = _pattern(tuple(words))
        if pattern is not None:
            spans += [Span(*each.span(), kind) for each in pattern.finditer(folded)]
    return _apart(sorted(spans, key=lambda span: (span.start, -span.end)))


def _by_kind(terms: Iterable[Term]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for term in list(dict.fromkeys(terms))[:MOST_TERMS]:
        kinds.setdefault(term.kind, []).append(term.text)
    return kinds


def _folded(text: str) -> str:
    """Fold case and letters that look alike, character by character: positions stay."""
    lower = "".join(letter if len(letter) == 1 else original for original in text for letter in [original.lower()])
    return lower.translate(_TWINS)


@lru_cache(maxsize=256)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Match any of the names, whatever stands between their words and however they are inflected."""
    parts = {part for term in terms if (part := _words(re.findall(r"[^\W_]+", _folded(term))))}
    if not parts:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(parts, key=lambda part: (-len(part), part)))})(?![^\W_])")


def _words(words: Sequence[str]) -> str:
    if sum(map(len, words)) < SHORTEST:
        return ""
    return r"[\W_]{0,3}".join(map(_inflected, words))


def _inflected(word: str) -> str:
    """Let an ending change: «Ахметова» is found in «Ахметовой»."""
    stem = word.rstrip(_VOWELS)
    if word.isalpha() and len(stem) >= SHORTEST_STEM:
        return re.escape(stem) + r"[^\W\d_]{0,3}"
    return re.escape(word)


def _apart(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            last = merged.pop()
            span = Span(last.start, max(last.end, span.end), last.kind)
        merged.append(span)
    return merged


def hidden(text: str, terms: Iterable[Term]) -> str:
    """Return the text with all that may name its authors replaced by a sign."""
    return "".join(HIDDEN if kind else piece for piece, kind in pieces(text, terms))


def pieces(text: str, terms: Iterable[Term]) -> Iterator[tuple[str, str]]:
    """Cut a text into what stays and what is hidden, with what it seems to be."""
    at = 0
    for span in found(text, terms):
        yield text[at : span.start], ""
        yield text[span.start : span.end], span.kind
        at = span.end
    yield text[at:], ""
