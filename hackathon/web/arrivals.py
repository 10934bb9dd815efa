"""Receive a request whole before it takes a turn, so that phones on slow networks hold up nobody.

A WSGI server reads a body while the application asks for it: a file that arrives for minutes would occupy the
application for minutes. Many threads may wait for bodies here; few are let into the application, since Python runs one
at a time anyway and each change of thread costs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Flask

from hackathon import clock
from hackathon.config import MEGABYTE

RECEIVED_AT = "hackathon.received_at"  # the moment that deadlines look at: when the first byte was here
LONGEST_WAY = timedelta(minutes=5)
AT_ONCE = 2
IN_MEMORY = MEGABYTE // 4
PIECE = 64 * 1024


class Arrivals:
    """Let requests into the application a few at a time, each with its body."""

    def __init__(self, application: Callable[..., Iterable[bytes]], largest: int) -> None:
        self.application = application
        self.largest = largest
        self.turn = threading.Semaphore(AT_ONCE)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[RECEIVED_AT] = clock.now()
        chunked = "HTTP_TRANSFER_ENCODING" in environ
        length = self.largest + 1 if chunked else _announced(environ)
        # What says that it is too large is refused without being read.
        if not 0 < length <= self.largest + chunked:
            return self._enter(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            size = _receive(environ["wsgi.input"], body, length)
            received: dict[str, Any] = {"wsgi.input": body}
            # Who lets a body trickle in over a deadline gains no more than this.
            received[RECEIVED_AT] = max(environ[RECEIVED_AT], clock.now() - LONGEST_WAY)
            if chunked:
                received["CONTENT_LENGTH"] = str(size)
            return self._enter({**environ, **received}, start_response)

    def _enter(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self.turn:
            return self.application(environ, start_response)


def _announced(environ: dict[str, Any]) -> int:
    length = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _receive(source: IO[bytes], target: IO[bytes], length: int) -> int:
    """Copy a body and return its size; one that breaks off stays short, and the application says so."""
    while target.tell() < length and (piece := source.read(min(PIECE, length - target.tell()))):
        target.write(piece)
    size = target.tell()
    target.seek(0)
    return size


def init_app(app: Flask) -> None:
    """Put the turns in front of the application."""
    app.wsgi_app = Arrivals(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[method-assign]
