"""Accounts that organizers made from a list: without a password and unconfirmed, until the person agrees by a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update

from hackathon import audit, outbox
from hackathon.accounts import links, tokens
from hackathon.accounts.models import Consent, TokenPurpose, User
from hackathon.accounts.passwords import NOBODYS as UNSET
from hackathon.db import db
from hackathon.rules.permissions import Actor

__all__ = ["UNSET", "again", "invite", "is_waiting", "reopen"]


def is_waiting(user: User) -> bool:
    """Tell whether the account was made from a list and its person has not agreed yet."""
    return user.password_hash == UNSET and user.email_confirmed_at is None and user.deactivated_at is None


def reopen(people: Sequence[User], *, now: datetime) -> None:
    """Let only the reader of the mailbox take over what somebody began with the address and never confirmed.

    Otherwise whoever signs up with another's address and waits would hold the password to what organizers register.
    """
    unproven = [user for user in people if user.email_confirmed_at is None and user.deactivated_at is None]
    begun = [user for user in unproven if user.password_hash != UNSET]
    if begun:
        ids = [user.id for user in begun]
        open_ones = update(Consent).where(Consent.user_id.in_(ids), Consent.withdrawn_at.is_(None))
        db.session.execute(open_ones.values(withdrawn_at=now))
        links.void_many(ids, *TokenPurpose, now=now)
    for user in begun:
        user.password_hash = UNSET


def invite(
    people: Sequence[User], words_in: Callable[[str], dict[str, str]], *, key: str, edition_id: int, now: datetime
) -> None:
    """Write to these people who registered them, with a link to agree, to choose a password, and to confirm."""
    links_of = links.issue_many(people, TokenPurpose.INVITED, now=now)

    def words(user: User, language: str) -> dict[str, str]:
        return {"url": outbox.public_url("accounts.accept_invitation", token=links_of[user.id]), **words_in(language)}

    outbox.queue_personal("import_invitation", people, words, key=key, now=now, edition_id=edition_id)


def again(actor: Actor, user: User, *, now: datetime) -> str:
    """Send the link anew to somebody who signs up or asks for a password; return the digest of its token.

    What the organizers wrote stays until the person has agreed: nobody else can change it by knowing the address.
    """
    token = links.issue_many([user], TokenPurpose.INVITED, now=now)[user.id]
    url = outbox.public_url("accounts.accept_invitation", token=token)
    values: dict[str, Any] = {"key": f"invited:{tokens.digest(token)}", "now": now, "url": url}
    outbox.queue("account_invitation", user, **values)
    audit.record(actor, audit.Verb.ACCOUNT_INVITED, user, now=now)
    db.session.flush()
    return tokens.digest(token)
