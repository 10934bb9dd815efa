"""Cleaning, comparing and shortening what people type, in seven languages."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from hackathon.errors import InvalidText

APOSTROPHES = "ʻʼ‘’ʹ`´′ʿʾ"
_LOOK_ALIKES = str.maketrans("аеорсухктмвніјѕһ", "aeopcyxktmbhijsh")
# Letters that one alphabet writes with two others, and one Latin letter for each sound, however it is spelled.
_SOUNDS = str.maketrans({"ё": "е", "ş": "sh", "ç": "ch", "ž": "zh", "ı": "i", "ğ": "g"})
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch", "sh"), ("dzh|dj|zh", "j"), ("kh|x", "h"), ("gh", "g"), ("ts(?!h)", "c"),
        ("ph", "f"), ("q", "k"), ("w", "v"), ("y", "i"), (r"(?<=[aeiou])i(?=[aeou])", ""), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
_LETTERS = {
    "en": {},
    "ru": {"щ": "shch", "ё": "yo", "й": "y", "х": "kh", "ц": "ts", "ъ": "", "ь": ""},
}


def require_visible(text: str) -> str:
    """Return the text in NFC; refuse NUL, control, zero-width and bidirectional control characters."""
    text = unicodedata.normalize("NFC", text)
    for character in text:
        category = unicodedata.category(character)
        if (category in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in "\n\r\t") or character == "\ufeff":
            raise InvalidText()
    return text


def addressed_name(given_name: str, family_name: str) -> str:
    """Return a name as a person is addressed: given name first."""
    return " ".join(part for part in (given_name, family_name) if part)


def clean_line(text: str) -> str:
    """Return one visible line in NFC without outer or doubled blanks."""
    return " ".join(require_visible(text).split())


def clean_text(text: str) -> str:
    """Return visible text of several lines in NFC, with plain line ends and no blanks at the end."""
    lines = require_visible(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def email_key(address: str) -> str:
    """Return the form in which e-mail addresses are compared: NFKC, casefolded, no outer blanks."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def search_key(*parts: str | None) -> str:
    """Fold names for searching: case, accents of composition and kinds of apostrophe do not matter."""
    text = unicodedata.normalize("NFKC", " ".join(part for part in parts if part)).casefold().replace("\x00", "")
    for mark in APOSTROPHES:
        text = text.replace(mark, "'")
    return " ".join(text.split())


def look_alike_key(name: str) -> str:
    """Fold a name so that names which look the same are the same: Latin and Cyrillic twins, blanks, marks."""
    folded = search_key(name).translate(_LOOK_ALIKES)
    return re.sub(r"[\W_]+", "", folded, flags=re.UNICODE)


def faculty_key(name: str) -> str:
    """Fold the name of a faculty, so that two who write it a little differently are still from the same one."""
    return look_alike_key(name)[:200]


def sound_key(name: str) -> str:
    """Fold a name by its sound in Latin letters: «Серікбаев», «Серикбаев» and "Serikbayev" are the same."""
    folded = search_key(name).replace("'", "").translate(_SOUNDS)
    latin = anyascii(folded).lower().replace("'", "").replace("`", "")
    latin = re.sub(r"\b([a-z])\.\s?(?=[a-z]\b)", r"\1", latin)
    for pattern, sound in _SPELLINGS:
        latin = pattern.sub(sound, latin)
    return " ".join(re.findall(r"[a-z0-9]+", latin))


def alphabet(text: str, *, native: str) -> str:
    """Guess the language of a short text by its letters: plain Latin, Russian Cyrillic, or the country's own."""
    letters = {letter for letter in text.lower() if letter.isalpha()}
    if all(letter.isascii() for letter in letters):
        return "en"
    return "ru" if all("а" <= letter <= "я" or letter == "ё" or letter.isascii() for letter in letters) else native


def slugify(text: str, language: str = "en") -> str:
    """Return a Latin slug: «Oʻzbek» gives `ozbek`, «Әуезов» gives `auezov`."""
    lowered = unicodedata.normalize("NFC", text).lower()
    for mark in APOSTROPHES + "'":
        lowered = lowered.replace(mark, "")
    lowered = "".join(_LETTERS.get(language, {}).get(letter, letter) for letter in lowered)
    return re.sub(r"[^a-z0-9]+", "-", anyascii(lowered).lower()).strip("-")[:80]
