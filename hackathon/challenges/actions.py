"""Organizers write, change and remove challenge briefs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from hackathon import audit
from hackathon.challenges.models import Challenge
from hackathon.db import Localized, db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, KeyTaken, NotFound, StillInUse
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import slugify

TEXTS = ("title", "summary", "problem")
LISTS = ("constraints", "data", "deliverables", "stakeholders", "safety")
FIELDS = ("track", "position", "team_limit", "figures", "hints", "sdgs", *TEXTS, *LISTS)


@transactional
def create_challenge(actor: Actor, edition: Edition, values: Mapping[str, Any], *, now: datetime) -> Challenge:
    """Add a brief at the end of the list, unless another place is given."""
    permit(actor, Permission.CHALLENGE_EDIT, edition)
    # The edition's row is held so that two new briefs do not get the same address made from one title.
    locked(Edition, id=edition.id)
    title = Localized(values["title"])
    slug = values.get("slug") or _free_slug(title, edition.main_language)
    last = db.session.scalar(select(func.max(Challenge.position))) or 0
    challenge = Challenge(edition_id=edition.id, slug=slug, **dict.fromkeys(TEXTS, Localized()))
    _take(challenge, {**values, "position": values.get("position") or last + 1})
    with refusing(uq_challenge_edition_id_slug=KeyTaken(field="slug")):
        db.session.add(challenge)
    audit.record(actor, audit.Verb.CHALLENGE_CREATED, challenge, now=now, details={"slug": slug})
    return challenge


@transactional
def edit_challenge(
    actor: Actor, challenge: Challenge, values: Mapping[str, Any], version: int, *, now: datetime
) -> None:
    """Change a brief. A version that somebody else has replaced meanwhile is refused."""
    permit(actor, Permission.CHALLENGE_EDIT, challenge)
    challenge = locked(Challenge, id=challenge.id)
    if challenge is None:
        raise NotFound()
    if challenge.version != version:
        raise ChangedMeanwhile()
    before = {name: getattr(challenge, name) for name in (*FIELDS, "slug")}
    with refusing(uq_challenge_edition_id_slug=KeyTaken(field="slug")):
        _take(challenge, values)
        challenge.slug = values.get("slug") or challenge.slug
    changed = [name for name, value in before.items() if getattr(challenge, name) != value]
    audit.record(actor, audit.Verb.CHALLENGE_EDITED, challenge, now=now, details={"changed": changed})


@transactional
def remove_challenge(actor: Actor, challenge: Challenge, *, now: datetime) -> None:
    """Delete a brief that no project has chosen."""
    permit(actor, Permission.CHALLENGE_EDIT, challenge)
    audit.record(actor, audit.Verb.CHALLENGE_REMOVED, challenge, now=now, details={"slug": challenge.slug})
    db.session.delete(challenge)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise StillInUse() from error


def _take(challenge: Challenge, values: Mapping[str, Any]) -> None:
    """Write the values into the brief; texts in languages that were not shown stay."""
    for name in FIELDS:
        if name not in values or (name == "position" and values[name] is None):
            continue
        value = values[name]
        setattr(challenge, name, _merged(getattr(challenge, name), value) if name in TEXTS else value)


def _merged(before: Mapping[str, str], typed: Mapping[str, str]) -> Localized:
    return Localized({language: text for language, text in {**before, **typed}.items() if text})


def _free_slug(title: Localized, main_language: str) -> str:
    """Return an address made from the title that no other brief of the edition has."""
    language, text = title.best("en", main_language)
    stem = slugify(text, language)[:70] or "challenge"
    taken = {*db.session.scalars(select(Challenge.slug)), "new"}
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)
