"""`/healthz` says that the process lives, `/readyz` that it can serve: database reachable, migrations current."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Blueprint, Response

from hackathon.config import ROOT
from hackathon.db import migration_revision
from hackathon.web import access

pages = Blueprint("health", __name__)


@lru_cache(maxsize=1)
def _newest_revision(folder: Path = ROOT / "migrations") -> str | None:
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config).get_current_head()


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
