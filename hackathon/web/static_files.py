"""Addresses of static files carry a digest of their content, so that browsers keep them for a year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

from hackathon.web import scripts

SMALL_TEXTS = ("text/css", "text/javascript", "image/svg+xml")
A_YEAR = 365 * 24 * 3600


def _add_digest(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint != "static" or "v" in values:
        return
    path = _path(values)
    if path.is_file():
        values["v"] = scripts.digest(path)


def _path(values: dict[str, Any]) -> Path:
    return Path(current_app.static_folder or "") / values.get("filename", "")


def _keep_for_long(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in (200, 304):
        kept = f"public, max-age={A_YEAR}, immutable" if "v" in request.args else "no-cache"
        response.headers["Cache-Control"] = kept
        if response.mimetype in SMALL_TEXTS and response.status_code == 200:
            # Read whole, so that it can be compressed for every browser.
            response.direct_passthrough = False
            response.set_data(_whole(response))
    return response


def _whole(response: Response) -> bytes | str:
    if response.mimetype != "text/javascript":
        return response.get_data()
    return scripts.with_digests(response.get_data(as_text=True), _path(request.view_args or {}))


def init_app(app: Flask) -> None:
    """Version the addresses and answer with lasting headers."""
    app.url_defaults(_add_digest)
    app.after_request(_keep_for_long)
