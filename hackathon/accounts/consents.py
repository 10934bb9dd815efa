"""The consents that people are asked for, each with the version of its text.

Change a text: give it a new version and the day `since` when it holds. Whoever agreed to an older one sees a notice on
every page; a mandatory one has to be agreed to once GRACE is over. An optional consent stays as it was given, for what
the older text said, until its person says something else. Each text is kept as it was shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from hackathon.accounts.models import Consent, ConsentPurpose, ConsentWording, User
from hackathon.db import db
from hackathon.dialects import insert_into
from hackathon.errors import ConsentMissing

GRACE = timedelta(days=14)


@dataclass(frozen=True)
class ConsentText:
    """What a person agrees to; `needed` says why there is no account without it."""

    purpose: ConsentPurpose
    version: str
    title: Any
    label: Any
    text: Any
    needed: Any = None
    since: datetime | None = None

    @property
    def mandatory(self) -> bool:
        """Say whether it is a condition of an account."""
        return self.needed is not None

    def is_due(self, now: datetime) -> bool:
        """Say whether nobody goes on without it: who agreed to an older text had time to read the new one."""
        return self.mandatory and self.since is not None and now >= self.since + GRACE


TEXTS = (
    ConsentText(
        ConsentPurpose.PRIVACY, "1", _l("Personal data"),
        _l("I have read the privacy notice and agree that my data is used as it says"),
        _l(
            "The organizers keep your name, address, university, category and, if you give it, your gender. They use "
            "them to run the hackathon and to count participants for the project's report. You can see, correct and "
            "have deleted what is kept about you."
        ),
        _l("Without consent to the use of personal data an account cannot be made. Read the text and tick the box."),
    ),
    ConsentText(
        ConsentPurpose.RULES, "1", _l("Rules"),
        _l("I will follow the rules of the hackathons I take part in"),
        _l(
            "Each hackathon publishes its rules. Above all: the work is the team's own, what others made is named, "
            "and nobody is harassed."
        ),
        _l("Without the promise to follow the rules an account cannot be made. Read the text and tick the box."),
    ),
    ConsentText(
        ConsentPurpose.PHOTO, "1", _l("Photo and video"),
        _l("I may be photographed and filmed at the event"),
        _l(
            "Pictures may appear in reports, on the project's pages and in social media. Without it you take part "
            "just the same."
        ),
    ),
    ConsentText(
        ConsentPurpose.PUBLIC_NAME, "1", _l("Name in the results"),
        _l("My name may be shown with my team in the public results"),
        _l("Without it only the team's name is public."),
    ),
    ConsentText(
        ConsentPurpose.PARTNERS, "1", _l("Contact by partners"),
        _l("Partners of the hackathon may write to me about internships, jobs and support for the project"),
        _l("Your e-mail address is given to partners of the hackathons you take part in, and to nobody else."),
    ),
)  # fmt: skip
BY_PURPOSE = {text.purpose: text for text in TEXTS}
MANDATORY = frozenset(text.purpose for text in TEXTS if text.mandatory)


def require_mandatory(given: Collection[ConsentPurpose]) -> None:
    """Raise `ConsentMissing` beside the first box that has to be ticked."""
    for text in TEXTS:
        if text.mandatory and text.purpose not in given:
            raise ConsentMissing(field=str(text.purpose))


def grant(user: User, purpose: ConsentPurpose, *, language: str, now: datetime) -> Consent:
    """Add a consent to the present version of its text."""
    text = BY_PURPOSE[purpose]
    values = {"purpose": purpose, "version": text.version, "language": language}
    wording_id = keep_wording(text, language, now)
    row = Consent(user_id=user.id, **values, granted_at=now, wording_id=wording_id)
    db.session.add(row)
    db.session.flush()
    return row


def keep_wording(text: ConsentText, language: str, now: datetime) -> int:
    """Keep a text as it is shown in a language; each wording is kept once."""
    with force_locale(language):
        shown = {"title": str(text.title), "label": str(text.label), "text": str(text.text)}
    digest = hashlib.sha256("\n".join(shown.values()).encode()).hexdigest()
    key = {"purpose": text.purpose, "version": text.version, "language": language, "digest": digest}
    known = select(ConsentWording.id).filter_by(**key)
    if (found := db.session.scalar(known)) is None:
        insert = insert_into(ConsentWording.__table__, db.engine.dialect.name)
        db.session.execute(insert.values(**key, **shown, first_shown_at=now).on_conflict_do_nothing())
        found = db.session.scalars(known).one()
    return found
