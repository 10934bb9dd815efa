"""Pages that many read and few change are rendered once, and then answered before Flask wakes up.

A view calls `share(response)`. The page is kept per process for readers without a session, by address and language,
plain and gzipped, with an ETag. It is good as long as the edition's history has no newer entry; that is looked up at
most once a second, and at once in the process that wrote the entry.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header, parse_cookie

from hackathon import clock
from hackathon.audit.queries import newest_entry_of
from hackathon.config import INTERFACE_LANGUAGES, MEGABYTE
from hackathon.db import db
from hackathon.web.edition_urls import EditionKeyConverter
from hackathon.web.locale import COOKIE, DEFAULT

_IN_EDITION = re.compile(f"/{EditionKeyConverter.regex}/")
LARGEST_STORE = 8 * MEGABYTE
LOOKED_UP_EVERY = 1.0
_DROPPED = frozenset({"content-length", "set-cookie", "etag", "cache-control", "content-encoding", "vary"})


@dataclass(frozen=True)
class Page:
    """One rendered page: what it rests on, its headers, and its bytes twice."""

    stamp: int
    etag: str
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    zipped: bytes

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.zipped)


def share(response: Response) -> Response:
    """Let every visitor without a session have this page, until something in the edition changes."""
    g.shared = True
    return response


class RenderedPages:
    """Answer from the store, or ask the application and keep what it shares."""

    def __init__(self, application: Callable[..., Iterable[bytes]], engine: Engine) -> None:
        self.application = application
        self.engine = engine
        self.pages: OrderedDict[tuple[str, str, str], Page] = OrderedDict()
        self.stamps: dict[str, tuple[float, int]] = {}
        self.size = 0
        event.listen(Session, "after_commit", lambda session: self.stamps.clear())

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        page = self.pages.get(key)
        # Looked up before rendering: a change in between makes the page out of date, never the stamp.
        stamp = self.stamp_of(key[0].split("/", 2)[1])
        if page is not None and page.stamp == stamp:
            return answer(page, environ, start_response)
        environ["hackathon.rendered"] = (self, key, stamp)
        return self.application(environ, start_response)

    def stamp_of(self, edition_key: str) -> int:
        """Return the newest entry of the edition's history, at most a second old."""
        now = clock.ticks()
        looked_up, stamp = self.stamps.get(edition_key, (float("-inf"), 0))
        if now - looked_up >= LOOKED_UP_EVERY:
            stamp = newest_entry_of(edition_key, self.engine)
            self.stamps[edition_key] = (now, stamp)
        return stamp

    def keep(self, key: tuple[str, str, str], page: Page) -> None:
        """Store a page; the oldest ones make room."""
        replaced = self.pages.pop(key, None)
        self.size += page.size - (replaced.size if replaced else 0)
        self.pages[key] = page
        while self.size > LARGEST_STORE and len(self.pages) > 1:
            self.size -= self.pages.popitem(last=False)[1].size


def key_of(environ: dict[str, Any]) -> tuple[str, str, str] | None:
    """Return (path, query, language) of a visitor without a session who reads in an edition; None for all others."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _IN_EDITION.match(path):
        return None
    cookie = environ.get("HTTP_COOKIE", "")
    if "session=" in cookie:
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


def answer(page: Page, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Send a kept page, zipped if the reader can unzip it, or 304 if the reader has it."""
    headers = [*page.headers, ("ETag", page.etag), ("Cache-Control", "no-cache"), ("Vary", "Cookie, Accept-Language")]
    if page.etag.rstrip('"') in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 NOT MODIFIED", headers)
        return []
    body = page.plain
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body = page.zipped
        headers.append(("Content-Encoding", "gzip"))
    headers += [("Content-Length", str(len(body))), ("Vary", "Accept-Encoding")]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _keep_shared(response: Response) -> Response:
    if not g.pop("shared", False) or response.status_code != 200:
        return response
    plain = response.get_data()
    etag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    if "hackathon.rendered" in request.environ and request.method == "GET":
        store, key, stamp = request.environ["hackathon.rendered"]
        kept = tuple((name, value) for name, value in response.headers if name.lower() not in _DROPPED)
        store.keep(key, Page(stamp, etag, kept, plain, gzip.compress(plain, 6)))
    return response.make_conditional(request)


def init_app(app: Flask) -> None:
    """Put the store in front of the application."""
    app.after_request(_keep_shared)
    with app.app_context():
        app.wsgi_app = RenderedPages(app.wsgi_app, db.engine)  # type: ignore[method-assign]
