"""Ask a guardian, and know who still waits for one; inside the actions of registration."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from hackathon import audit, outbox
from hackathon.accounts.models import User
from hackathon.db import db, locked, refusing
from hackathon.editions.models import Edition
from hackathon.errors import AlreadyRegistered, GuardianLinkUseless, NotFound
from hackathon.outbox.letters import Recipient, sealing_key
from hackathon.registrations import guardian_links
from hackathon.registrations.models import RegistrationPlan
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.rules import guardians as rules
from hackathon.rules.guardians import Age, Guardian
from hackathon.rules.permissions import Actor
from hackathon.text import email_key

LETTERS = ("guardian_asked", "guardian_consented")


def settle(actor: Actor, edition: Edition, plan: RegistrationPlan, age: Age | None, now: datetime) -> bool:
    """Ask the guardian of somebody under age who registers; say whether the registration waits for the consent."""
    if not plan.asks_age:
        _forget(actor)
        return False
    if not rules.is_minor(age, now.astimezone(ZoneInfo(edition.time_zone)).date()):
        _forget(actor)
        return False
    own = db.session.scalar(select(User).where(User.id == actor.user_id))
    row = locked(GuardianConsent, edition_id=edition.id, user_id=actor.user_id)
    if row is None:
        row = GuardianConsent(edition_id=edition.id, user_id=actor.user_id, link_version=0)
    row.birth_date, row.user = age.birth_date, own
    ask(edition, row, age.guardian, now)
    audit.record(actor, audit.Verb.GUARDIAN_ASKED, row, now=now, details={"user_id": row.user_id})
    return True


def _forget(actor: Actor) -> None:
    """Keep nothing about the age of somebody who is of age, or whom nobody asks."""
    row = db.session.scalar(select(GuardianConsent).where(GuardianConsent.user_id == actor.user_id))
    if row is not None:
        db.session.delete(row)


def ask(edition: Edition, row: GuardianConsent, guardian: Guardian, now: datetime) -> None:
    """Write to a guardian; links of earlier letters are void, and so is what was said before."""
    rules.require_guardian(guardian, row.user.email_key, email_key(guardian.email) if guardian.email else "")
    rules.require_few_letters(row.link_version)
    row.guardian_name, row.guardian_email = guardian.name, guardian.email
    row.guardian_language, row.link_version = guardian.language, row.link_version + 1
    row.asked_at, row.expires_at = now, rules.link_ends(now, edition.submissions_close)
    row.consented_at = row.withdrawn_at = None
    with refusing(uq_guardian_consent_edition_id_user_id=AlreadyRegistered()):
        db.session.add(row)
    write("guardian_asked", edition, row, now)


def write(letter: str, edition: Edition, row: GuardianConsent, now: datetime) -> None:
    """Write to the guardian, with the link, in the guardian's language."""
    token = guardian_links.token_for(row, sealing_key())
    url = outbox.public_url("registrations.answer_as_guardian", edition=edition.key, token=token,
                            lang=row.guardian_language)  # fmt: skip
    values = {"of": edition, "url": url, "person": row.user.name or row.user.email, "expires_at": row.expires_at}
    key = f"{letter}:{row.user_id}:{row.edition_id}:{row.asked_at.isoformat()}"
    to = Recipient(row.guardian_email, row.guardian_language, row.guardian_name)
    outbox.queue(letter, to, key=key, now=now, edition_id=edition.id, **values)


def behind(token: str, edition_id: int, secret: str) -> GuardianConsent:
    """Return whom a link is about; refuse one that an other letter has replaced."""
    row = db.session.scalar(select(GuardianConsent).where(GuardianConsent.id == guardian_links.number_in(token)))
    if row is None or row.edition_id != edition_id or not guardian_links.fits(token, row, secret):
        raise GuardianLinkUseless()
    return row


def of(user_id: int | None) -> GuardianConsent:
    """Return what is kept about a person under age in the edition entered, or refuse."""
    found = db.session.scalar(select(GuardianConsent).where(GuardianConsent.user_id == user_id))
    if found is None:
        raise NotFound()
    return found


def of_any(user_id: int | None) -> GuardianConsent | None:
    """Return what is kept about a person under age, None for anybody else."""
    return db.session.scalar(select(GuardianConsent).where(GuardianConsent.user_id == user_id))


def awaited(user_ids: Collection[int]) -> set[int]:
    """Return who of these people is under age and has no guardian's consent."""
    given = and_(GuardianConsent.consented_at.is_not(None), GuardianConsent.withdrawn_at.is_(None))
    query = select(GuardianConsent.user_id).where(GuardianConsent.user_id.in_(list(user_ids)), ~given)
    return set(db.session.scalars(query))
