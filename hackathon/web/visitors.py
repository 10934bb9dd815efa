"""Tell from a raw request who can have a page that is the same for all visitors, and in which form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie

from hackathon.config import INTERFACE_LANGUAGES
from hackathon.web.edition_urls import EditionKeyConverter
from hackathon.web.locale import COOKIE, DEFAULT

Key = tuple[str, str, str]
_IN_EDITION = re.compile(f"/{EditionKeyConverter.regex}/")
# Whoever sends one of these may be signed in.
_SESSIONS = ("session=", "remember_token=")


def key_of(environ: dict[str, Any]) -> Key | None:
    """Return (path, query, language) of a visitor without a session who reads in an edition; None for all others."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _IN_EDITION.match(path):
        return None
    cookie = environ.get("HTTP_COOKIE", "")
    if any(name in cookie for name in _SESSIONS):
        return None
    query = environ.get("QUERY_STRING", "")
    if "lang=" in query:
        return None
    return path, query, language_of(cookie, environ.get("HTTP_ACCEPT_LANGUAGE", ""))


@lru_cache(maxsize=1000)
def language_of(cookie: str, accepted: str) -> str:
    """Return the language that such a visitor gets, as `web.locale` chooses it."""
    chosen = parse_cookie(cookie).get(COOKIE)
    if chosen in INTERFACE_LANGUAGES:
        return chosen
    return parse_accept_header(accepted, LanguageAccept).best_match(INTERFACE_LANGUAGES) or DEFAULT


@lru_cache(maxsize=1000)
def unzips(accepted: str) -> bool:
    """Tell from `Accept-Encoding` whether the reader can unzip."""
    return parse_accept_header(accepted)["gzip"] > 0
