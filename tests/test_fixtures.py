import time
import pytest
from sqlalchemy import select
from hackathon.accounts.models import RateLimitCount
from hackathon.db import db
from datetime import UTC, datetime

def add(key):
    db.session.add(RateLimitCount(key=key, count=1, expires_at=datetime.now(UTC)))
    db.session.commit()

@pytest.mark.parametrize("i", range(10))
def test_fresh(app, client, i):
    assert db.session.scalars(select(RateLimitCount)).all() == []
    add("a")
    assert db.session.scalar(select(RateLimitCount.id)) == 1
    r = client.get("/readyz")
    print(r.status_code, r.get_data())
    assert r.status_code == 200

def test_server(app, live_server):
    import urllib.request
    print(urllib.request.urlopen(live_server.url + "/readyz").read())
    live_server.kill()
    live_server.start()

def test_page(page):
    page.goto("/healthz")
    print(page.content())

def test_smtp(smtp_server):
    import smtplib
    with smtplib.SMTP("127.0.0.1", smtp_server.port) as c:
        c.sendmail("a@x.kz", ["b@x.kz"], "Subject: hi\nTo: b@x.kz\n\nhello")
    assert smtp_server.wait_for(1)[0]["Subject"] == "hi"
    assert len(smtp_server.to("b@x.kz")) == 1

def test_skip():
    pytest.skip("x")
