"""Letters leave over real SMTP: each once, again when the server was away, and none is lost by a kill -9."""

import asyncio
import contextvars
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from flask import g, render_template_string
from sqlalchemy import select

from hackathon import outbox
from hackathon.config import ROOT
from hackathon.db import db, transactional
from hackathon.outbox import delivery, letters, worker
from hackathon.outbox.letters import Recipient
from hackathon.outbox.models import EmailStatus, OutgoingEmail
from hackathon.web import markdown
from tests import factories
from tests.support.clients import afresh
from tests.support.servers import free_port
from tests.support.smtp import SmtpServer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailing(app, make_app, smtp_server):
    """Hand over an app whose letters go to the test's mail server."""
    return make_app(mail_server="127.0.0.1", mail_port=smtp_server.port)


@transactional
def queue(count=1, *, now=NOW, first=0):
    for number in range(first, first + count):
        to = Recipient(f"reader{number}@example.kz", "en")
        outbox.queue("no_account", to, key=f"letter-{number}", now=now, url="http://127.0.0.1/x")


def deliver(app, now=NOW):
    with app.app_context():
        return delivery.deliver(now=now)


def states():
    afresh()
    return Counter(str(status) for status in db.session.scalars(select(OutgoingEmail.status)))


def letter(number=0):
    afresh()
    return db.session.scalar(select(OutgoingEmail).where(OutgoingEmail.unique_key == f"letter-{number}"))


def test_a_letter_arrives_with_both_parts_and_its_headers(app, mailing, smtp_server):
    queue()
    stored = letter().message_id
    assert deliver(mailing) == (1, 0)
    message = smtp_server.messages[0]
    assert (message["Subject"], message["To"], message["Message-ID"]) == (
        "There is no account with this address",
        "reader0@example.kz",
        stored,
    )
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("en", "auto-generated")
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert ("<http://127.0.0.1/x>" in text, 'href="http://127.0.0.1/x"' in html) == (True, True)
    for part in (text, html):
        assert "Co-funded by the European Union" in part


def test_cyrillic_arrives_whole(app, mailing, smtp_server):
    person = factories.user(language="ru")
    transactional(outbox.queue)("no_account", person, key="k", now=NOW, url="http://127.0.0.1/x")
    deliver(mailing)
    assert "CirculEC" in smtp_server.messages[0].get_body(("plain",)).get_content()
    assert "%" not in smtp_server.messages[0]["Subject"]


def test_the_same_letter_is_queued_once(app, mailing, smtp_server):
    queue()
    queue()
    assert deliver(mailing) == (1, 0)
    assert deliver(mailing) == (0, 0)
    assert len(smtp_server.messages) == 1


def test_a_letter_that_left_keeps_no_links(app, mailing):
    queue()
    deliver(mailing)
    assert (letter().text, letter().html, letter().status, letter().sent_at) == ("", "", EmailStatus.SENT, NOW)


def test_a_busy_server_is_asked_again_after_one_two_and_four_minutes(app, mailing, smtp_server):
    smtp_server.refusal = "451 busy"
    queue()
    moment, waits = NOW, []
    for _ in range(8):
        assert deliver(mailing, moment) == (0, 1)
        waits.append((letter().due_at - moment) // MINUTE)
        assert deliver(mailing, letter().due_at - timedelta(seconds=1)) == (0, 0)
        moment = letter().due_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert "451" in letter().last_error
    smtp_server.refusal = None
    assert deliver(mailing, moment) == (1, 0)
    assert (letter().status, letter().last_error) == (EmailStatus.SENT, "")


def test_after_the_last_attempt_a_letter_fails_visibly_and_can_be_queued_again(app, mailing, smtp_server):
    smtp_server.refusal = "451 busy"
    queue()
    moment = NOW
    for _ in range(delivery.MOST_ATTEMPTS):
        deliver(mailing, moment)
        moment = letter().due_at
    assert (letter().status, deliver(mailing, moment + timedelta(days=9))) == (EmailStatus.FAILED, (0, 0))
    assert "failed: 1" in app.test_cli_runner().invoke(args=["outbox", "status"]).output
    smtp_server.refusal = None
    assert app.test_cli_runner().invoke(args=["outbox", "retry"]).output == "queued again: 1\n"
    assert deliver(mailing, datetime.now(UTC)) == (1, 0)


def test_a_server_that_says_never_is_not_asked_again(app, mailing, smtp_server):
    smtp_server.refusal = "550 no such user"
    queue()
    deliver(mailing)
    assert (letter().status, "550" in letter().last_error) == (EmailStatus.FAILED, True)


def test_a_server_that_is_down_holds_the_whole_batch_back_and_loses_nothing(app, make_app, smtp_server):
    down = make_app(mail_server="127.0.0.1", mail_port=free_port())
    queue(30)
    assert deliver(down) == (0, delivery.BATCH)
    assert states() == {"queued": 30}
    up = make_app(mail_server="127.0.0.1", mail_port=smtp_server.port)
    later = NOW + 2 * MINUTE
    assert [deliver(up, later), deliver(up, later)] == [(delivery.BATCH, 0), (10, 0)]
    assert (states(), len(smtp_server.messages)) == ({"sent": 30}, 30)


def test_a_letter_that_cannot_be_sent_does_not_hold_up_the_others(app, mailing, smtp_server):
    queue(3)
    broken = letter(0)
    broken.subject = "two\nlines"
    transactional(db.session.flush)()
    assert deliver(mailing) == (2, 1)
    assert (letter(0).status, len(smtp_server.messages)) == (EmailStatus.QUEUED, 2)
    assert "BadHeaderError" in letter(0).last_error


def test_a_letter_of_a_worker_that_is_gone_is_taken_back_after_ten_minutes(app, mailing, smtp_server):
    queue()
    delivery.claim(now=NOW, limit=10)
    found = [deliver(mailing, NOW + timedelta(minutes=10, seconds=late)) for late in (-1, 0)]
    assert found == [(0, 0), (1, 0)]
    assert (letter().status, letter().attempts) == (EmailStatus.SENT, 2)


def test_two_workers_deliver_each_letter_once(app, mailing, make_app, smtp_server):
    queue(60)
    second = make_app(mail_server="127.0.0.1", mail_port=smtp_server.port)
    stops = [threading.Event(), threading.Event()]
    workers = [
        threading.Thread(target=worker.work, args=(each, stop), kwargs={"pause": 0.05})
        for each, stop in zip((mailing, second), stops, strict=True)
    ]
    for each in workers:
        each.start()
    smtp_server.wait_for(60, 60)
    for stop, each in zip(stops, workers, strict=True):
        stop.set()
        each.join(20)
    assert Counter(message["To"] for message in smtp_server.messages) == {f"reader{n}@example.kz": 1 for n in range(60)}
    assert states() == {"sent": 60}


def start_worker(database, port):
    environment = {
        **os.environ,
        "DATABASE_URL": database.settings.database_url,
        "SECRET_KEY": "only for tests",
        "HACKATHON_INSTANCE": str(database.settings.instance_path),
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(port),
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "outbox", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class SlowSmtpServer(SmtpServer):
    """Take a moment for each letter, so that a worker can be killed in the middle of its work."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.05)
        return answer


def test_killing_the_worker_in_the_middle_loses_no_letter(app, database, make_app):
    """A letter that was on its way may arrive twice, with the same Message-ID, so that the receiver drops one."""
    server = SlowSmtpServer()
    server.start()
    try:
        queue(50, now=datetime.now(UTC))
        process = start_worker(database, server.port)
        server.wait_for(10, 60)
        process.send_signal(signal.SIGKILL)
        process.wait()
        mailing = make_app(mail_server="127.0.0.1", mail_port=server.port)
        later = datetime.now(UTC) + timedelta(minutes=11)
        while deliver(mailing, later) != (0, 0):
            continue
    finally:
        server.stop()
    arrived = Counter(message["Message-ID"] for message in server.messages)
    assert (len(arrived), states()) == (50, {"sent": 50})
    assert sum(arrived.values()) <= 51


def test_a_worker_stops_when_told_to(app, database, smtp_server):
    queue(now=datetime.now(UTC))
    process = start_worker(database, smtp_server.port)
    smtp_server.wait_for(1, 60)
    process.terminate()
    assert process.wait(20) == 0
    assert states() == {"sent": 1}


def test_the_deliver_command_empties_the_outbox_and_ends(app, mailing, smtp_server):
    queue(45, now=datetime.now(UTC))
    done = contextvars.Context().run(mailing.test_cli_runner().invoke, args=["outbox", "deliver"])
    assert (done.output, len(smtp_server.messages)) == ("sent 20, failed 0\nsent 20, failed 0\nsent 5, failed 0\n", 45)


def test_a_letter_is_only_queued_when_its_action_is_stored(app, mailing):
    def fails():
        queue()
        raise RuntimeError("the action fails after all")

    with pytest.raises(RuntimeError):
        transactional(fails)()
    assert (states(), deliver(mailing)) == ({}, (0, 0))


def test_what_people_typed_is_no_markup_in_a_letter(app):
    typed = "[x](https://evil.com) <script>alert(1)</script> **b**"
    with app.test_request_context():
        g.letter_plain = letters._escaped
        html = markdown.render(render_template_string("Team: {{ name|plain }}", name=typed))
    assert ("<a" in html, "<script" in html, "<strong" in html) == (False, False, False)
