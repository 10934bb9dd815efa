"""`/healthz` says that the process lives, `/readyz` that it can serve: database reachable, migrations current."""

from __future__ import annotations

import re
from functools import cache

from flask import Blueprint, Response

from hackathon.config import ROOT
from hackathon.db import migration_revision
from hackathon.web import access

pages = Blueprint("health", __name__)


@cache
def _newest_revision() -> str:
    """Return the revision that no other one follows."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "migrations" / "versions").glob("*.py")]
    revisions = set(re.findall(r'^revision = "(\w+)"', "\n".join(texts), re.MULTILINE))
    followed = set(re.findall(r'^down_revision = "(\w+)"', "\n".join(texts), re.MULTILINE))
    (newest,) = revisions - followed
    return newest


@pages.get("/healthz")
@access.public
def healthz() -> Response:
    """Answer as long as the process lives."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
@access.public
def readyz() -> Response:
    """Answer 200 when the database can be reached and is migrated to the newest revision, 503 otherwise."""
    revision = migration_revision()
    if revision is None or revision != _newest_revision():
        return Response("not ready\n", status=503, mimetype="text/plain", headers={"Retry-After": "5"})
    return Response("ready\n", mimetype="text/plain")
