"""What letters hold about people: those to a person, and those to others that name one."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, or_, select

from hackathon.accounts import mentions
from hackathon.accounts.holdings import declare, steps
from hackathon.accounts.models import NOBODY, User
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail


def to(user: User) -> ColumnElement[bool]:
    """Hold for letters to a person, or to the address before there was an account."""
    return or_(OutgoingEmail.user_id == user.id, func.lower(OutgoingEmail.recipient) == user.email.lower())


declare(
    OutgoingEmail, whose=to, title=_l("Letters to you"),
    shown="recipient language subject created_at sent_at status",
    kept="id unique_key edition_id user_id text html message_id attempts due_at claimed_at last_error", gone=True,
)  # fmt: skip


def forget_mentions(user: User, now: datetime) -> None:
    """Take a person's name out of letters to others."""
    texts = (OutgoingEmail.subject, OutgoingEmail.text, OutgoingEmail.html, OutgoingEmail.last_error)
    named = or_(*(column.contains(each, autoescape=True) for column in texts for each in mentions.words_of(user)))
    for letter in db.session.scalars(select(OutgoingEmail).where(named)):
        with force_locale(letter.language):
            instead = str(NOBODY)
        for column in texts:
            setattr(letter, column.key, mentions.without(getattr(letter, column.key), user, instead))


if forget_mentions not in steps:
    # The last step of all: others write letters and entries.
    steps.insert(0, forget_mentions)
