"""What is read of consents: what a person said on each purpose, and the texts that were shown."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts import consents
from hackathon.accounts.models import Consent, ConsentPurpose, ConsentWording
from hackathon.db import db


def history_of(user_id: int) -> dict[ConsentPurpose, list[Consent]]:
    """Return everything that a person said on each purpose, the newest last, with the text that was shown."""
    query = select(Consent).where(Consent.user_id == user_id).options(joinedload(Consent.wording)).order_by(Consent.id)
    found: dict[ConsentPurpose, list[Consent]] = {}
    for row in db.session.scalars(query):
        found.setdefault(ConsentPurpose(row.purpose), []).append(row)
    return found


def unread_of(user_id: int) -> list[consents.ConsentText]:
    """Return the mandatory texts that have changed since the person agreed, if any of them ever changed."""
    changed = [text for text in consents.TEXTS if text.mandatory and text.since is not None]
    if not changed:
        return []
    held = select(Consent.purpose, Consent.version).where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
    known = {(row.purpose, row.version) for row in db.session.execute(held)}
    return [text for text in changed if (str(text.purpose), text.version) not in known]


def wordings() -> list[ConsentWording]:
    """Return every text that somebody agreed to, as it was shown."""
    order = (ConsentWording.purpose, ConsentWording.version.desc(), ConsentWording.language, ConsentWording.id)
    return list(db.session.scalars(select(ConsentWording).order_by(*order)))
