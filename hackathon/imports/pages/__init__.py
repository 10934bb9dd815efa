"""Pages of imports: upload, columns, what would happen, carrying out, taking back."""

from __future__ import annotations

from flask import Blueprint

from hackathon.imports import running

pages = Blueprint("imports", __name__)

from hackathon.imports.pages import carrying_out, downloads, preparing  # noqa: E402, F401 - they add their pages

running.connect()
