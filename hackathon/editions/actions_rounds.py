"""The rounds of an edition's judging: added at the end with the rubric of the one before, edited, taken off again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from hackathon import audit
from hackathon.db import Localized, db, locked, transactional
from hackathon.editions import hooks, scope, seal
from hackathon.editions.models import Criterion, Edition, Round
from hackathon.errors import ChangedMeanwhile, NotFound, RoundUnderWay, RubricSealed, TooManyRounds
from hackathon.rules import moments
from hackathon.rules import rounds as rules
from hackathon.rules.permissions import Actor, Permission, permit

COPIED = ("scale_min", "scale_max", "method", "ties", "deal", "prize_places", "blind")
OF_CRITERION = ("key", "name", "weight", "position", "anchors")
WINDOW = ("submissions_open", "submissions_close")
EDITED = ("judging_opens", "judging_closes", "reviews_per_project")


@dataclass(frozen=True)
class RoundDraft:
    """A round as it was typed."""

    judging_opens: datetime
    judging_closes: datetime
    reviews_per_project: int
    carried_percent: int = 0
    submissions: tuple[datetime | None, datetime | None] = (None, None)
    title: dict[str, str] = field(default_factory=dict)


@transactional
def add_round(actor: Actor, edition: Edition, draft: RoundDraft, *, now: datetime) -> Round:
    """Plan another round after the last one, with its rubric; the edition stays in the round that it is in."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    last = edition.rounds[-1]
    if edition.results_published_at is not None or last.number >= rules.MOST:
        raise TooManyRounds()
    rules.require_after(last.judging_closes, draft.judging_opens, draft.judging_closes)
    rules.require_window(last.judging_closes, draft.submissions, draft.judging_opens)
    settings = {name: getattr(last, name) for name in COPIED}
    added = Round(edition_id=edition.id, number=last.number + 1, title=Localized(), **settings)
    _take(added, draft)
    db.session.add(added)
    db.session.flush()
    for each in last.criteria:
        values = {name: getattr(each, name) for name in OF_CRITERION}
        db.session.add(Criterion(edition_id=edition.id, round_number=added.number, **values))
    db.session.expire(edition, ["rounds"])
    audit.record(actor, audit.Verb.ROUND_ADDED, edition, now=now, details={"round": added.number})
    return added


@transactional
def edit_round(actor: Actor, edition: Edition, draft: RoundDraft, version: int, *, now: datetime) -> None:
    """Change name, dates and reviews of the round entered, and what is carried into it while no mark is given."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    judged = locked(Round, edition_id=edition.id, number=edition.round.number)
    if judged.version != version:
        raise ChangedMeanwhile()
    sealed = hooks.rubric_is_sealed()
    if sealed and draft.carried_percent != judged.carried_percent:
        raise RubricSealed()
    seal.require_reviews_open(judged, draft.reviews_per_project)
    before = {name: str(getattr(judged, name)) for name in (*EDITED, *WINDOW, "carried_percent")}
    _take(judged, draft)
    seal.require_order(edition, now)
    after = {name: str(getattr(judged, name)) for name in before}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    details: dict[str, Any] = {"round": judged.number, "changed": changed}
    audit.record(actor, audit.Verb.ROUND_EDITED, edition, now=now, details=details)


@transactional
def remove_round(actor: Actor, edition: Edition, number: int, *, now: datetime) -> None:
    """Take the last round off again, as long as the edition has not come to it."""
    permit(actor, Permission.EDITION_EDIT, edition)
    edition = locked(Edition, id=edition.id)
    last = edition.rounds[-1]
    if number != last.number or number == 1:
        raise NotFound()
    if number <= edition.round_number:
        raise RoundUnderWay()
    with scope.of(edition.id, number):
        hooks.end_round()
        db.session.execute(delete(Criterion))
    with scope.of(edition.id, number - 1):
        # What was published as a selection decides now.
        edition.results_published_at = now if hooks.results_are_published() else None
    db.session.delete(last)
    db.session.flush()
    db.session.expire(edition, ["rounds"])
    audit.record(actor, audit.Verb.ROUND_REMOVED, edition, now=now, details={"round": number})


def _take(judged: Round, draft: RoundDraft) -> None:
    for name in EDITED:
        if not moments.is_same_minute(getattr(judged, name), getattr(draft, name)):
            setattr(judged, name, getattr(draft, name))
    for name, moment in zip(WINDOW, draft.submissions if judged.number > 1 else (None, None), strict=True):
        present = getattr(judged, name)
        if present is None or moment is None or not moments.is_same_minute(present, moment):
            setattr(judged, name, moment)
    judged.carried_percent = 0 if judged.number == 1 else draft.carried_percent
    merged = {**judged.title, **draft.title}
    judged.title = Localized({language: text for language, text in merged.items() if text})
