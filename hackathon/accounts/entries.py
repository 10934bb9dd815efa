"""What opening a sign-in brings along: the earlier one of the browser ends, a new device is told of by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from hackathon import outbox
from hackathon.accounts import known_devices, links, sessions, tokens
from hackathon.accounts.details import Browser
from hackathon.accounts.models import TokenPurpose, User, UserSession
from hackathon.db import db
from hackathon.rules.permissions import Actor


@dataclass(frozen=True)
class Entry:
    """What a browser gets for a right password: a sign-in, or the way to the second step."""

    token: str
    needs_second_step: bool = False


def opened(actor: Actor, user: User, browser: Browser, how: str, *, now: datetime) -> Entry:
    """Open a sign-in; `how` says what was shown: a password, an app's code, a recovery code or a passkey."""
    if actor.user_id is not None and browser.session_id is not None:
        sessions.revoke(actor.user_id, now=now, only=browser.session_id)
    token = sessions.open_session_for(user, now=now, user_agent=browser.user_agent)
    if how != "password":
        db.session.flush()
        row = update(UserSession).where(UserSession.token_hash == tokens.digest(token))
        db.session.execute(row.values(second_factor=True))
    if browser.device and known_devices.note(user, browser.device, now=now):
        _tell_of_new_device(user, browser, now)
    return Entry(token)


def _tell_of_new_device(user: User, browser: Browser, now: datetime) -> None:
    alarm = links.issue(user, TokenPurpose.ALARM, now=now)
    addresses = {"url": outbox.public_url("accounts.not_me", token=alarm),
                 "sessions_url": outbox.public_url("accounts.sessions")}
    values = {"device": browser.name, "moment": now, **addresses}
    outbox.queue("new_device", user, key=f"device:{tokens.digest(alarm)}", now=now, **values)
