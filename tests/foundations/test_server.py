"""The application as it is run: it answers, says when it is ready, and comes back after a power cut."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from sqlalchemy import select, text

from hackathon.accounts.models import University
from hackathon.db import db, transactional
from tests import factories
from tests.support.clients import afresh


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_server_is_live_and_ready_and_comes_back_after_kill_9(app, live_server):
    before = factories.university().id
    assert status(f"{live_server.url}/readyz") == 200
    live_server.kill()
    live_server.start()
    assert (status(f"{live_server.url}/healthz"), status(f"{live_server.url}/readyz")) == (200, 200)
    afresh()
    assert db.session.scalars(select(University.id)).all() == [before]


def test_server_is_live_but_not_ready_before_its_migrations(app, client):
    """`/healthz` asks nobody; `/readyz` compares the database with the newest revision."""
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)
    revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    set_revision("0000")
    try:
        assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    finally:
        set_revision(revision)


@transactional
def set_revision(revision: str) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@pytest.mark.parametrize("address", ["/healthz", "/there/is/no/such/page"])
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
