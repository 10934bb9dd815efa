"""What is held about people under age and their guardians."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, func, or_

from hackathon.accounts.holdings import declare, steps
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.outbox.models import OutgoingEmail
from hackathon.registrations.guardians import LETTERS
from hackathon.registrations.models_guardians import GuardianConsent


def answered_for(user: User) -> ColumnElement[bool]:
    """Hold for consents that somebody was asked for as a guardian."""
    return func.lower(GuardianConsent.guardian_email) == user.email.lower()


declare(
    GuardianConsent, whose="user_id", title=_l("Consent of a guardian"), gone=True,
    shown="edition_id birth_date guardian_name guardian_email guardian_language asked_at expires_at consented_at "
          "consented_name text_version text_language withdrawn_at",
    kept="id user_id link_version wording_id",
)  # fmt: skip
declare(
    GuardianConsent, whose=answered_for, title=_l("Consents that you were asked for as a guardian"),
    shown="edition_id guardian_name guardian_email asked_at consented_at consented_name text_version withdrawn_at",
    emptied="guardian_name guardian_email consented_name",
    why=_l("That a guardian consented must be provable while the person takes part; no name stands there."),
)  # fmt: skip


def forget_guardians(user: User, now: datetime) -> None:
    """Delete letters to the guardians of somebody who is erased, those too who were asked before another one."""
    keys = [OutgoingEmail.unique_key.startswith(f"{each}:{user.id}:", autoescape=True) for each in LETTERS]
    letters = delete(OutgoingEmail).where(OutgoingEmail.user_id.is_(None), or_(*keys))
    db.session.execute(letters.execution_options(synchronize_session=False))


if forget_guardians not in steps:
    steps.append(forget_guardians)
