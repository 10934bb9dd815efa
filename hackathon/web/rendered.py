"""Pages that many read and few change are rendered once, and then answered before Flask wakes up.

A view calls `share(response)`. The page is kept per process for readers without a session, by address and language,
gzipped, with an ETag. It is good as long as the edition's history has no newer entry; that is looked up at
most four times a second, and at once in the process that wrote the entry. Changes of people's names and consents count
as entries of every edition. What changes without an entry, such as a countdown, cannot stand on a shared page.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, Response, g, request, session
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from hackathon import clock
from hackathon.audit.queries import newest_entries_of
from hackathon.config import MEGABYTE
from hackathon.db import db
from hackathon.web.visitors import Key, key_of, unzips

LARGEST_STORE = 4 * MEGABYTE
LOOKED_UP_EVERY = 0.25
_TOKEN = re.compile(rb'name="csrf_token"( type="hidden")? value="[^"]*"')
_DROPPED = frozenset({"content-length", "set-cookie", "etag", "cache-control", "content-encoding", "vary"})


@dataclass(frozen=True)
class Page:
    """One rendered page: what it rests on, its headers, and its bytes, zipped: nearly everybody can unzip them."""

    stamp: int
    etag: str
    headers: tuple[tuple[str, str], ...]
    zipped: bytes
    until: datetime | None = None


def share(response: Response, *, own_copy: bool = False, until: datetime | None = None) -> Response:
    """Let every visitor without a session have this page, until something in the edition changes, or a moment comes.

    With `own_copy` the browser of somebody who is signed in may keep theirs and ask whether it is still good.
    """
    g.shared, g.shared_until = "own_copy" if own_copy else "visitors", until
    return response


class RenderedPages:
    """Answer from the store, or ask the application and keep what it shares."""

    def __init__(self, application: Callable[..., Iterable[bytes]], engine: Engine) -> None:
        self.application = application
        self.engine = engine
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.stamps: dict[str, tuple[float, int]] = {}
        self.size = 0
        self.lock = threading.Lock()
        self.turns = [threading.Lock() for _ in range(64)]
        event.listen(Session, "after_commit", self._forget_stamps)

    def _forget_stamps(self, session: Session) -> None:
        # A new dictionary: whoever is just looking up writes into the old one.
        self.stamps = {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        page = self.pages.get(key)
        # Looked up before rendering: a change in between makes the page out of date, never the stamp.
        stamp = self.stamp_of(key[0].split("/", 2)[1])
        if page is not None and page.stamp == stamp and (page.until is None or clock.now() < page.until):
            with suppress(KeyError):
                self.pages.move_to_end(key)
            return answer(page, environ, start_response)
        if stamp is not None:
            environ["hackathon.rendered"] = (self, key, stamp)
        return self.application(environ, start_response)

    def stamp_of(self, edition_key: str) -> int | None:
        """Return what changes with every entry of the edition's history, hardly older than now; None if unknown."""
        now, stamps = clock.ticks(), self.stamps
        looked_up, stamp = stamps.get(edition_key, (float("-inf"), 0))
        if now - looked_up < LOOKED_UP_EVERY:
            return stamp
        try:
            stamp = newest_entries_of(edition_key, self.engine)
        except SQLAlchemyError:
            return None
        stamps[edition_key] = (now, stamp)
        return stamp

    def keep(self, key: Key, page: Page) -> None:
        """Store a page; those that nobody has read for longest make room."""
        with self.lock:
            replaced = self.pages.pop(key, None)
            self.size += len(page.zipped) - (len(replaced.zipped) if replaced else 0)
            self.pages[key] = page
            while self.size > LARGEST_STORE and len(self.pages) > 1:
                self.size -= len(self.pages.popitem(last=False)[1].zipped)


def _edition_in(key: Key) -> str:
    return key[0].split("/", 2)[1]


def answer(page: Page, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Send a kept page, zipped if the reader can unzip it, or 304 if the reader has it."""
    headers = [*page.headers, ("ETag", page.etag), ("Cache-Control", "no-cache")]
    headers.append(("Vary", "Cookie, Accept-Language, Accept-Encoding"))
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if known and (page.etag.strip('W/"') in known or known.strip() == "*"):
        start_response("304 NOT MODIFIED", headers)
        return []
    if unzips(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.zipped
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = gzip.decompress(page.zipped)
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _keep_shared(response: Response) -> Response:
    shared = g.pop("shared", None)
    if shared is None or response.status_code != 200:
        return response
    who = g.get("actor")
    if who is not None and who.is_authenticated:
        return _own_copy(response) if shared == "own_copy" else response
    plain = response.get_data()
    response.headers["ETag"] = etag = _etag(plain)
    # What began a session or set a cookie was made for one reader.
    shareable = not session.modified and "Set-Cookie" not in response.headers
    if shareable and "hackathon.rendered" in request.environ and request.method == "GET":
        store, key, stamp = request.environ["hackathon.rendered"]
        kept = tuple((name, value) for name, value in response.headers if name.lower() not in _DROPPED)
        store.keep(key, Page(stamp, etag, kept, gzip.compress(plain, 6), g.shared_until))
    return response.make_conditional(request)


def _own_copy(response: Response) -> Response:
    """Give the page of somebody who is signed in an ETag that outlives its token, which is another every second.

    A copy whose token is of an earlier session or of an earlier quarter of the day is never called good.
    """
    now = clock.now()
    age = f"{session.get('csrf_token', '')} {now:%Y-%j} {now.hour // 6}"
    response.headers["ETag"] = _etag(_TOKEN.sub(b"", response.get_data()) + age.encode())
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response.make_conditional(request)


def _etag(content: bytes) -> str:
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def init_app(app: Flask) -> None:
    """Put the store in front of the application."""
    app.after_request(_keep_shared)
    with app.app_context():
        app.wsgi_app = RenderedPages(app.wsgi_app, db.engine)  # type: ignore[method-assign]
