"""Order names by the alphabet of a language; seven languages, four of them Cyrillic, and names of all scripts."""

from __future__ import annotations

import unicodedata

# The alphabets of kk, ky, ru and tg agree about the order of the letters that they share, so one serves all.
_CYRILLIC = "а ә б в г ғ д е ё ж з и ӣ й к қ л м н ң о ө п р с т у ӯ ұ ү ф х ҳ һ ц ч ҷ ш щ ъ ы і ь э ю я"
_LATIN = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "uz": "a b c d e f g h i j k l m n o p q r s t u v w x y z o' g' sh ch",
    "tk": "a b c ç d e ä f g h i j ž k l m n ň o ö p q r s ş t u ü v w x y ý z",
}
_APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’ʹ`´′ʿʾ", "'"))
_CYRILLIC_FIRST = ("ru", "kk", "ky", "tg")


def sort_key(name: str, language: str) -> tuple[tuple[int, ...], str]:
    """Return what names are ordered by: letters as in the language's alphabet, then the name itself."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_APOSTROPHES)
    places = _PLACES.get(language, _PLACES["en"])
    found: list[int] = []
    at = 0
    while at < len(text):
        size = 2 if text[at : at + 2] in places else 1
        found += _place(text[at : at + size], places)
        at += size
    return tuple(found), name


def _place(letter: str, places: dict[str, int]) -> list[int]:
    if letter in places:
        return [places[letter]]
    if letter in "'-":
        return []
    if not letter.isalpha():
        return [0]
    plain = unicodedata.normalize("NFD", letter)[0]
    return [places.get(plain, 1000 + ord(letter))]


def _places(language: str) -> dict[str, int]:
    latin, cyrillic = _LATIN.get(language, _LATIN["en"]).split(), _CYRILLIC.split()
    letters = [*cyrillic, *latin] if language in _CYRILLIC_FIRST else [*latin, *cyrillic]
    return {letter: number for number, letter in enumerate(letters, 1)}


_PLACES = {language: _places(language) for language in (*_CYRILLIC_FIRST, *_LATIN)}
