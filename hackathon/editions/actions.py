"""What changes an edition: it is created hidden, edited, announced; people get roles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hackathon import audit
from hackathon.accounts.models import User
from hackathon.db import Localized, db, locked, refusing, transactional
from hackathon.editions import hooks, offices, scope, seal, suggestions
from hackathon.editions.models import Criterion, Edition, EditionRole, Role, Round
from hackathon.errors import ChangedMeanwhile, KeyTaken, ParticipantCannotHoldRole, StepNotAllowed
from hackathon.rules import moments, rosters, schedule
from hackathon.rules.permissions import Actor, Permission, permit

TEXTS = ("title", "summary", "city", "rules", "prizes")
MOMENTS = tuple(name for name in schedule.MOMENTS if not name.startswith("judging"))
PLAIN = (
    "partners", "contact_name", "contact_email", "time_zone", "main_language", "languages", "team_size_min",
    "team_size_max",
)
# What the form of an edition says of the round of judging that it is in.
OF_ROUND = ("judging_opens", "judging_closes", "reviews_per_project")


@transactional
def create_edition(actor: Actor, key: str, country: str, values: Mapping[str, Any], *, now: datetime) -> Edition:
    """Make a new edition with the suggested criteria. Only its organizers see it until it is announced."""
    permit(actor, Permission.EDITION_CREATE)
    edition = Edition(key=key, country=country, **dict.fromkeys(TEXTS, Localized()), round_number=1)
    edition.rounds = [Round(number=1)]
    _take(edition, values, now)
    with refusing(uq_edition_key=KeyTaken(field="key")):
        db.session.add(edition)
    with scope.of(edition.id):
        for row in suggestions.criteria_for(edition.round.scale_max):
            db.session.add(Criterion(edition_id=edition.id, **row))
        if actor.user_id is not None:
            role = {"user_id": actor.user_id, "role": Role.ORGANIZER, "granted_at": now}
            db.session.add(EditionRole(edition_id=edition.id, **role))
        db.session.flush()
    audit.record(actor, audit.Verb.EDITION_CREATED, edition, now=now, details={"key": key})
    return edition


@transactional
def edit_edition(actor: Actor, edition: Edition, values: Mapping[str, Any], version: int, *, now: datetime) -> None:
    """Change texts, dates and sizes. A version that somebody else has replaced meanwhile is refused."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = _in_version(edition, version)
    seal.require_reviews_open(edition.round, values.get("reviews_per_project"))
    before = _settings(edition)
    _take(edition, values, now)
    after = _settings(edition)
    changed = [name for name, value in before.items() if after[name] != value]
    moved = {name: [str(before[name]), str(after[name])] for name in changed if name in schedule.MOMENTS}
    details = {"changed": changed, "moved": moved}
    audit.record(actor, audit.Verb.EDITION_EDITED, edition, now=now, details=details)


@transactional
def announce_edition(actor: Actor, edition: Edition, *, now: datetime) -> None:
    """Show the edition to everybody from now on."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    if edition.announced_at is not None:
        raise StepNotAllowed()
    edition.announced_at = now
    audit.record(actor, audit.Verb.EDITION_ANNOUNCED, edition, now=now)


@transactional
def grant_role(actor: Actor, edition: Edition, user: User, role: Role | str, *, now: datetime) -> None:
    """Make somebody an organizer or a judge of an edition; granting it again changes nothing."""
    permit(actor, Permission.ROLE_GRANT, edition)
    with scope.of(edition.id):
        offices.give(edition.id, user.id, Role(role), now, taking_part=ParticipantCannotHoldRole())
    details = {"user_id": user.id, "role": str(Role(role))}
    audit.record(actor, audit.Verb.ROLE_GRANTED, edition, now=now, details=details)


@transactional
def revoke_role(actor: Actor, edition: Edition, user: User, role: Role | str, *, now: datetime) -> int:
    """Take a role in an edition away; what a judge has finished stays. Return how many projects were dealt again."""
    permit(actor, Permission.ROLE_GRANT, edition)
    dealt = 0
    with scope.of(edition.id):
        offices.take_turn(edition)
        if offices.take(user.id, Role(role)):
            dealt = sum(step(actor, edition, user.id, Role(role), now) for step in hooks.role_endings)
    details = {"user_id": user.id, "role": str(Role(role))}
    audit.record(actor, audit.Verb.ROLE_REVOKED, edition, now=now, details=details)
    return dealt


def _in_version(edition: Edition, version: int) -> Edition:
    current = locked(Edition, id=edition.id)
    if current.version != version:
        raise ChangedMeanwhile()
    return current


def _take(edition: Edition, values: Mapping[str, Any], now: datetime) -> None:
    """Write the values into the edition; texts in languages that were not shown stay."""
    for name in TEXTS:
        if name in values:
            merged = {**getattr(edition, name), **values[name]}
            setattr(edition, name, Localized({language: text for language, text in merged.items() if text}))
    for owner, names in ((edition, (*MOMENTS, *PLAIN)), (edition.round, OF_ROUND)):
        for name in names:
            if name in values and not moments.is_same_minute(getattr(owner, name), values[name]):
                setattr(owner, name, values[name])
    if edition.main_language not in edition.languages:
        edition.languages = [edition.main_language, *edition.languages]
    seal.require_order(edition, now)
    rosters.require_size_bounds(edition.team_size_min, edition.team_size_max)


def _settings(edition: Edition) -> dict[str, Any]:
    own = {name: getattr(edition, name) for name in (*TEXTS, *MOMENTS, *PLAIN)}
    return {**own, **{name: getattr(edition.round, name) for name in OF_ROUND}}
