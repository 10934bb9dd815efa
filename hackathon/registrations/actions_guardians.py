"""A guardian consents by the link of a letter, or takes the consent back; the person has the letter sent again."""

from __future__ import annotations

from datetime import datetime

from hackathon import audit
from hackathon.accounts import turns
from hackathon.accounts.consents import keep_wording
from hackathon.db import locked, transactional
from hackathon.editions.models import Edition, Registration
from hackathon.errors import GuardianLinkUseless, WindowClosed
from hackathon.registrations import guardians, hooks, places, queries
from hackathon.registrations.guardian_text import TEXT
from hackathon.registrations.models_guardians import GuardianConsent
from hackathon.rules import guardians as rules
from hackathon.rules import registrations as states
from hackathon.rules.guardians import Guardian
from hackathon.rules.permissions import SYSTEM, Actor, Permission, permit
from hackathon.rules.registrations import Mode, State


@transactional
def ask_again(actor: Actor, edition: Edition, row: GuardianConsent, guardian: Guardian, *, now: datetime) -> None:
    """Send the letter again, perhaps to another address; the link of the earlier one is void."""
    permit(actor, Permission.REGISTRATION_OWN, row)
    held, registration = _held(row)
    if registration.state != State.GUARDIAN:
        raise GuardianLinkUseless()
    guardians.ask(edition, held, guardian, now)
    audit.record(actor, audit.Verb.GUARDIAN_ASKED, held, now=now, details={"user_id": held.user_id})


@transactional
def consent(
    actor: Actor, edition: Edition, row: GuardianConsent, name: str, language: str, *, now: datetime
) -> None:  # fmt: skip
    """Consent for somebody under age: from now on the registration goes the way of all others."""
    permit(actor, Permission.GUARDIAN_ANSWER, row)
    plan = places.held_plan(edition, now)
    held, registration = _held(row)
    if held.is_given:
        return audit.record(actor, audit.Verb.GUARDIAN_CONSENTED, held, now=now, details={"again": True})
    rules.require_open(held.expires_at, now)
    if registration.state != State.GUARDIAN:
        raise GuardianLinkUseless()
    held.consented_at, held.consented_name, held.withdrawn_at = now, name, None
    held.text_version, held.text_language = TEXT.version, language
    held.wording_id = keep_wording(TEXT, language, now)
    taken = queries.places(plan.capacity)
    state = states.first_state(Mode(plan.mode), taken.free, taken.waiting)
    places.move(SYSTEM, registration, state, now)
    places.tell(edition, [registration], state, now)
    guardians.write("guardian_consented", edition, held, now)
    details = {"user_id": held.user_id, "version": held.text_version, "language": language}
    return audit.record(actor, audit.Verb.GUARDIAN_CONSENTED, held, now=now, details=details)


@transactional
def take_back(actor: Actor, edition: Edition, row: GuardianConsent, *, now: datetime) -> bool:
    """Take the consent back: the person no longer takes part, and the place goes to the next.

    Once teams no longer change, the person stays in what the team has handed in; return False then.
    """
    permit(actor, Permission.GUARDIAN_ANSWER, row)
    plan = places.held_plan(edition, now)
    turns.take_turn(row.user_id)
    held, registration = _held(row)
    if not held.is_given:
        raise GuardianLinkUseless()
    held.withdrawn_at = now
    audit.record(actor, audit.Verb.GUARDIAN_WITHDREW, held, now=now, details={"user_id": held.user_id})
    freed = int(registration.state in states.HOLDING)
    if registration.state == State.ADMITTED:
        try:
            hooks.depart(SYSTEM, edition, held.user_id, now)
        except WindowClosed:
            return False
    if State.WITHDRAWN in states.STEPS[State(registration.state)]:
        places.move(SYSTEM, registration, State.WITHDRAWN, now)
        places.tell(edition, [registration], State.WITHDRAWN, now)
        places.pass_on(edition, plan, now, freed=freed)
    return True


def _held(row: GuardianConsent) -> tuple[GuardianConsent, Registration]:
    """Return the row and the registration, held; refuse a link that a newer letter replaced meanwhile."""
    version = row.link_version
    held = locked(GuardianConsent, id=row.id)
    registration = locked(Registration, edition_id=row.edition_id, user_id=row.user_id)
    if held is None or registration is None or held.link_version != version:
        raise GuardianLinkUseless()
    return held, registration
