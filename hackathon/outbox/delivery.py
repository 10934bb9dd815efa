"""Deliver queued letters: claim, send, back off, give up visibly; take back what a killed worker had claimed."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import current_app
from flask_mail import Mail, Message
from sqlalchemy import or_, select, update

from hackathon.db import db, locked, transactional
from hackathon.outbox.models import EmailStatus, OutgoingEmail

mail = Mail()
BATCH = 20
MOST_ATTEMPTS = 16
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
STUCK_AFTER = timedelta(minutes=10)
PATIENCE = 20  # seconds without a word from the mail server


def deliver(*, now: datetime, limit: int = BATCH) -> tuple[int, int]:
    """Send what is due and return (sent, failed attempts)."""
    letters = claim(now=now, limit=limit)
    if current_app.extensions["settings"].local_mailbox:
        for letter_id in letters:
            keep_sent(letter_id, now=now)
        return len(letters), 0
    with _patience():
        sent = _send_all(letters, now)
    return sent, len(letters) - sent


def _send_all(letters: list[int], now: datetime) -> int:
    sent = 0
    for place, letter_id in enumerate(letters):
        error = _send(letter_id)
        if error is None:
            keep_sent(letter_id, now=now, forget=True)
            sent += 1
            continue
        # Where nobody answers, the rest of the batch would wait in vain, too.
        unreachable = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)
        failed = letters[place:] if unreachable else [letter_id]
        for each in failed:
            keep_failed(each, error, now=now)
        if unreachable:
            break
    return sent


def _send(letter_id: int) -> Exception | None:
    """Send one letter and return what went wrong; a letter that cannot be sent must not hold up the others."""
    letter = db.session.get(OutgoingEmail, letter_id)
    message = Message(subject=letter.subject, recipients=[letter.recipient], body=letter.text, html=letter.html)
    message.msgId = letter.message_id
    message.extra_headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    try:
        mail.send(message)
    except Exception as error:
        return error
    return None


@contextmanager
def _patience() -> Iterator[None]:
    """Give up on a mail server that says nothing; Flask-Mail would wait for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


@transactional
def claim(*, now: datetime, limit: int) -> list[int]:
    """Take letters that are due, or were claimed by a worker that is gone, so that no other worker sends them."""
    due = or_(
        (OutgoingEmail.status == EmailStatus.QUEUED) & (OutgoingEmail.due_at <= now),
        (OutgoingEmail.status == EmailStatus.SENDING) & (OutgoingEmail.claimed_at <= now - STUCK_AFTER),
    )
    query = select(OutgoingEmail).where(due).order_by(OutgoingEmail.due_at, OutgoingEmail.id).limit(limit)
    letters = list(db.session.scalars(query.with_for_update(skip_locked=True)))
    for letter in letters:
        letter.status = EmailStatus.SENDING
        letter.claimed_at = now
        letter.attempts += 1
    return [letter.id for letter in letters]


@transactional
def keep_sent(letter_id: int, *, now: datetime, forget: bool = False) -> None:
    """Note that a letter has left; its body is erased, because links in it open accounts and teams."""
    erased = {"text": "", "html": ""} if forget else {}
    _change(letter_id, status=EmailStatus.SENT, sent_at=now, last_error="", **erased)


@transactional
def keep_failed(letter_id: int, error: Exception, *, now: datetime) -> None:
    """Note why a letter did not leave; try again later, or give up: at once when the server says "never"."""
    letter = locked(OutgoingEmail, id=letter_id)
    wait = min(FIRST_WAIT * 2 ** min(letter.attempts - 1, 10), LONGEST_WAIT)
    given_up = letter.attempts >= MOST_ATTEMPTS or _is_final(error)
    status = EmailStatus.FAILED if given_up else EmailStatus.QUEUED
    _change(letter_id, status=status, due_at=now + wait, last_error=f"{type(error).__name__}: {error}"[:1000])


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    codes = (smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
    return isinstance(error, codes) and 500 <= error.smtp_code < 600


@transactional
def retry_failed(*, now: datetime) -> int:
    """Queue every letter that was given up once more."""
    query = update(OutgoingEmail).where(OutgoingEmail.status == EmailStatus.FAILED)
    return db.session.execute(query.values(status=EmailStatus.QUEUED, attempts=0, due_at=now)).rowcount


def _change(letter_id: int, **values: object) -> None:
    db.session.execute(update(OutgoingEmail).where(OutgoingEmail.id == letter_id).values(**values))
