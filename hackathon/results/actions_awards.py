"""Organizers say who is given what; the places stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from hackathon import audit
from hackathon.db import Localized, db, transactional
from hackathon.editions.models import Edition
from hackathon.errors import AwardImpossible, AwardsInLastRound, ChangedMeanwhile, TooManyAwards
from hackathon.results import holding, snapshot
from hackathon.results import queries_nominations as queries
from hackathon.results.models_nominations import Award
from hackathon.rules import awards as rules
from hackathon.rules import recounting
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class AwardDraft:
    """An award as it was typed: it rests on a prize of the places, on a nomination, or on neither."""

    project: int
    name: dict[str, str]
    prize: int | None = None
    nomination: str = ""
    reason: str = ""


@transactional
def set_awards(actor: Actor, edition: Edition, drafts: Sequence[AwardDraft], *, now: datetime, seen: str) -> None:
    """Replace the list of awards that was looked at, known by its digest `seen`; the same list again is no change."""
    permit(actor, Permission.RESULTS_PROPOSE, edition)
    holding.hold(edition)
    if not edition.is_in_last_round:
        raise AwardsInLastRound()
    before = queries.awards()
    if [_as_draft(each) for each in before] == [_whole(draft) for draft in drafts]:
        return
    if queries.digest_of(before) != seen:
        raise ChangedMeanwhile()
    _require(edition, drafts)
    db.session.execute(delete(Award))
    for position, draft in enumerate(drafts):
        db.session.add(Award(
            edition_id=edition.id, position=position, project_id=draft.project, name=Localized(draft.name),
            prize=draft.prize, nomination_key=draft.nomination, reason=draft.reason,
        ))  # fmt: skip
    details = {"awards": [[each.project, each.prize, each.nomination, each.name] for each in drafts]}
    personal = {"reasons": [each.reason for each in drafts]}
    audit.record(actor, audit.Verb.AWARDS_SET, edition, now=now, details=details, personal=personal)


def _require(edition: Edition, drafts: Sequence[AwardDraft]) -> None:
    """Refuse what the standings of this moment do not bear."""
    if len(drafts) > rules.MOST:
        raise TooManyAwards(limit=rules.MOST)
    given = [rules.Award(each.project, each.prize, each.nomination, each.reason.strip()) for each in drafts]
    for number, each in enumerate(drafts, 1):
        if each.prize not in (None, *rules.PRIZES) or (each.prize and each.nomination):
            raise AwardImpossible(number=number)
    live = snapshot.of_now(edition)
    rules.require_sound(given, live.places, recounting.nomination_places(live.nominations))


def _as_draft(award: Award) -> AwardDraft:
    return AwardDraft(award.project_id, dict(award.name), award.prize, award.nomination_key, award.reason)


def _whole(draft: AwardDraft) -> AwardDraft:
    name = {language: text for language, text in draft.name.items() if text}
    return AwardDraft(draft.project, name, draft.prize, draft.nomination, draft.reason)
