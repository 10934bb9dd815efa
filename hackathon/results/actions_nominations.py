"""Organizers set a round's nominations until its first mark; afterwards they mend the texts, with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hackathon import audit
from hackathon.challenges import queries as challenges
from hackathon.db import Localized, db, locked, transactional
from hackathon.editions import hooks
from hackathon.editions.models import Edition, Round
from hackathon.errors import ChangedMeanwhile, NominationExists, NotFound, RubricSealed, TooManyNominations
from hackathon.results import queries
from hackathon.results import queries_nominations as nominations
from hackathon.results.models_nominations import Nomination
from hackathon.rules import nominations as rules
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import search_key, slugify

Words = dict[str, str]


@dataclass(frozen=True)
class NominationDraft:
    """A nomination as it was typed; `members` are ids of challenges or of projects, as `kind` says."""

    name: Words
    description: Words
    weights: dict[str, int]
    kind: str = rules.ALL
    members: tuple[int, ...] = field(default=())
    position: int = 0


@transactional
def add_nomination(actor: Actor, edition: Edition, draft: NominationDraft, *, now: datetime) -> Nomination:
    """Add a nomination at the end of the list, unless another place is given."""
    permit(actor, Permission.EDITION_EDIT, edition)
    _hold(edition)
    known = nominations.nominations()
    if len(known) >= rules.MOST:
        raise TooManyNominations(limit=rules.MOST)
    added = Nomination(edition_id=edition.id, key=_free_key(draft, edition, known), name=Localized(),
                       description=Localized())  # fmt: skip
    last = max((each.position for each in known), default=0)
    _take(added, edition, draft, known)
    added.position = draft.position or last + 1
    db.session.add(added)
    audit.record(actor, audit.Verb.NOMINATION_ADDED, added, now=now, details=_told(added))
    return added


@transactional
def edit_nomination(
    actor: Actor, edition: Edition, nomination_id: int, draft: NominationDraft, version: int, *, now: datetime
) -> None:
    """Change texts, weights and who stands in it. Refused once a mark exists."""
    permit(actor, Permission.EDITION_EDIT, edition)
    nominations.nomination(nomination_id)
    _hold(edition)
    found = _known(edition, nomination_id, version)
    _take(found, edition, draft, [each for each in nominations.nominations() if each.id != found.id])
    found.position = draft.position or found.position
    audit.record(actor, audit.Verb.NOMINATION_EDITED, found, now=now, details=_told(found))


@transactional
def reword_nomination(
    actor: Actor, edition: Edition, nomination_id: int, words: tuple[Words, Words, str], version: int, *, now: datetime
) -> None:
    """Change name and description at any time; the reason stands in the history."""
    permit(actor, Permission.EDITION_EDIT, edition)
    locked(Edition, id=edition.id)
    found = _known(edition, nomination_id, version)
    name, description, reason = words
    before = [dict(found.name), dict(found.description)]
    _require_own_name(name, edition, [each for each in nominations.nominations() if each.id != found.id])
    found.name, found.description = Localized({**found.name, **name}), Localized({**found.description, **description})
    details: dict[str, Any] = {"key": found.key, "from": before, "to": [dict(found.name), dict(found.description)]}
    personal = {"reason": reason}
    audit.record(actor, audit.Verb.NOMINATION_REWORDED, found, now=now, details=details, personal=personal)


@transactional
def remove_nomination(actor: Actor, edition: Edition, nomination_id: int, *, now: datetime) -> None:
    """Take a nomination away. Refused once a mark exists."""
    permit(actor, Permission.EDITION_EDIT, edition)
    nominations.nomination(nomination_id)
    _hold(edition)
    found = _known(edition, nomination_id, None)
    audit.record(actor, audit.Verb.NOMINATION_REMOVED, found, now=now, details=_told(found))
    db.session.delete(found)


def _hold(edition: Edition) -> None:
    """Let no first mark come in between, and refuse if there is one."""
    locked(Edition, id=edition.id)
    locked(Round, edition_id=edition.id, number=edition.round.number)
    if hooks.rubric_is_sealed():
        raise RubricSealed()


def _known(edition: Edition, nomination_id: int, version: int | None) -> Nomination:
    held = {"edition_id": edition.id, "round_number": edition.round.number}
    found = locked(Nomination, id=nomination_id, **held)
    if found is None:
        raise NotFound()
    if version is not None and found.version != version:
        raise ChangedMeanwhile()
    return found


def _take(nomination: Nomination, edition: Edition, draft: NominationDraft, others: list[Nomination]) -> None:
    keys = [each.key for each in edition.round.criteria]
    weights = {key: draft.weights.get(key, 0) for key in keys}
    rules.require_sound(weights, draft.kind, draft.members)
    _require_own_name(draft.name, edition, others)
    nomination.name = Localized({**nomination.name, **draft.name})
    nomination.description = Localized({**nomination.description, **draft.description})
    nomination.weights = {key: weight for key, weight in weights.items() if weight}
    nomination.kind, nomination.members = draft.kind, _members(draft)


def _members(draft: NominationDraft) -> list[int]:
    """Return the ids, all of this edition and round: anything else does not exist."""
    if draft.kind == rules.ALL:
        return []
    if draft.kind == rules.CHALLENGES:
        known = {each.id for each in challenges.challenges()}
    else:
        known = {each.id for each in queries.candidates()}
    if not set(draft.members) <= known:
        raise NotFound()
    return sorted(set(draft.members))


def _require_own_name(name: Words, edition: Edition, others: list[Nomination]) -> None:
    wanted = search_key(_best(name, edition))
    if any(search_key(_best(each.name, edition)) == wanted for each in others):
        raise NominationExists()


def _best(name: Words, edition: Edition) -> str:
    return Localized(name).best(edition.main_language)[1]


def _free_key(draft: NominationDraft, edition: Edition, known: list[Nomination]) -> str:
    language, name = Localized(draft.name).best("en", edition.main_language)
    stem, taken = slugify(name, language)[:30] or "nomination", {each.key for each in known}
    return next(key for key in (stem, *(f"{stem}-{number}" for number in range(2, 100))) if key not in taken)


def _told(nomination: Nomination) -> dict[str, Any]:
    return {"key": nomination.key, "weights": nomination.weights, "kind": nomination.kind,
            "members": nomination.members}  # fmt: skip
