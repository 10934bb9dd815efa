"""Deliver queued letters: claim, send, back off, give up visibly; take back what a killed worker had claimed."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

from flask import current_app
from flask_mail import Mail, Message
from sqlalchemy import or_, select, update

from hackathon.db import db, transactional
from hackathon.outbox.models import EmailStatus, OutgoingEmail

mail = Mail()
BATCH = 50
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
STUCK_AFTER = timedelta(minutes=10)


def deliver(*, now: datetime, limit: int = BATCH) -> tuple[int, int]:
    """Send what is due and return (sent, failed attempts)."""
    letters = claim(now=now, limit=limit)
    if not letters:
        return 0, 0
    if current_app.extensions["settings"].local_mailbox:
        for letter in letters:
            keep_sent(letter.id, now=now)
        return len(letters), 0
    return _send_all(letters, now)


def _send_all(letters: list[OutgoingEmail], now: datetime) -> tuple[int, int]:
    sent = 0
    for letter in letters:
        try:
            mail.send(_message(letter))
        except (OSError, smtplib.SMTPException) as error:
            keep_failed(letter.id, str(error), now=now)
        else:
            keep_sent(letter.id, now=now)
            sent += 1
    return sent, len(letters) - sent


def _message(letter: OutgoingEmail) -> Message:
    message = Message(subject=letter.subject, recipients=[letter.recipient], body=letter.text, html=letter.html)
    message.msgId = letter.message_id
    message.extra_headers = {"Content-Language": letter.language, "Auto-Submitted": "auto-generated"}
    return message


@transactional
def claim(*, now: datetime, limit: int) -> list[OutgoingEmail]:
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
    return letters


@transactional
def keep_sent(letter_id: int, *, now: datetime) -> None:
    """Note that a letter has left."""
    _change(letter_id, status=EmailStatus.SENT, sent_at=now, last_error="")


@transactional
def keep_failed(letter_id: int, error: str, *, now: datetime) -> None:
    """Note why a letter did not leave; try again later, or give up after the last attempt."""
    letter = db.session.get(OutgoingEmail, letter_id)
    given_up = letter.attempts >= MOST_ATTEMPTS
    wait = FIRST_WAIT * 2 ** (letter.attempts - 1)
    status = EmailStatus.FAILED if given_up else EmailStatus.QUEUED
    _change(letter_id, status=status, due_at=now + wait, last_error=error[:1000])


def _change(letter_id: int, **values: object) -> None:
    db.session.execute(update(OutgoingEmail).where(OutgoingEmail.id == letter_id).values(**values))
