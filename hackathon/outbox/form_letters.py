"""Letters that are alike but for a few words: written once per language and process, then filled in.

The template is one of `templates/emails/`; each of its words stands there as `{{ name }}`, a link as `<{{ url }}>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from flask_babel import force_locale
from markupsafe import escape
from sqlalchemy import insert

from hackathon.accounts.models import User
from hackathon.db import connection
from hackathon.outbox.letters import addressed, language_of, written
from hackathon.outbox.models import OutgoingEmail

# Characters of the private use area: no text that people type may hold them.
_PLACE = re.compile("\ue000([a-z0-9_]+)\ue001|https://place\\.invalid/([a-z_]+)")
_LETTERS = insert(OutgoingEmail)
Words = Mapping[str, str]


def queue_form(
    name: str,
    to: Sequence[User],
    words_in: Callable[[str], Words],
    *,
    key: str,
    now: datetime,
    edition_id: int | None = None,
) -> None:
    """Queue a letter for each of these people. The key names something that happens once; nobody looks it up."""
    letters = {language: _filled(name, language, words_in) for language in sorted({language_of(each) for each in to})}
    shared = {"edition_id": edition_id, "due_at": now, "created_at": now}
    rows = [
        {"unique_key": f"{key}:{each.id}", **shared, **addressed(each, letters[language_of(each)], language_of(each))}
        for each in to
    ]
    if rows:
        connection().execute(_LETTERS, rows)


def queue_personal(
    name: str,
    to: Sequence[User],
    words_for: Callable[[User, str], Words],
    *,
    key: str,
    now: datetime,
    edition_id: int | None = None,
) -> None:
    """Queue a letter for each of these people in which some words, such as a link, are for this person alone."""
    shared = {"edition_id": edition_id, "due_at": now, "created_at": now}
    rows = []
    for each in to:
        language = language_of(each)
        letter = _filled(name, language, lambda code, who=each: words_for(who, code))
        rows.append({"unique_key": f"{key}:{each.id}", **shared, **addressed(each, letter, language)})
    if rows:
        connection().execute(_LETTERS, rows)


def _filled(name: str, language: str, words_in: Callable[[str], Words]) -> tuple[str, str, str]:
    with force_locale(language):
        words = {place: " ".join(word.split()) for place, word in words_in(language).items()}
    subject, text, html = _form(name, language, tuple(sorted(words)))
    safe = {place: str(escape(word)) for place, word in words.items()}
    return _fill(subject, words), _fill(text, words), _fill(html, safe)


def _fill(form: str, words: Words) -> str:
    return _PLACE.sub(lambda match: words[match[1] or match[2]], form)


@lru_cache(maxsize=100)
def _form(name: str, language: str, places: tuple[str, ...]) -> tuple[str, str, str]:
    """Write the letter with its places empty."""
    empty = {place: f"\ue000{place}\ue001" for place in places if not place.endswith("url")}
    links = {place: f"https://place.invalid/{place}" for place in places if place.endswith("url")}
    return written(name, language, **empty, **links)
