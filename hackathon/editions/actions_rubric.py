"""What a project is scored on: criteria, weights, scale and what each mark means, until the first mark is given."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from hackathon import audit
from hackathon.db import Localized, db, locked, transactional
from hackathon.editions import hooks
from hackathon.editions.models import Criterion, Edition, Round
from hackathon.editions.queries import criteria
from hackathon.errors import AlreadyPublished, ChangedMeanwhile, RubricSealed
from hackathon.rules import methods, scoring
from hackathon.rules import rubric as rules
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import slugify


@dataclass(frozen=True)
class CriterionDraft:
    """One row of the rubric as it was typed; without a key it is a new criterion. Anchors are by level and language."""

    key: str
    name: dict[str, str]
    weight: int
    anchors: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Placing:
    """How places are computed: the method, what happens to equal scores, and the reviews wanted of each project.

    Without a number of reviews that of the round stays.
    """

    method: str
    ties: str
    reviews: int | None = None


@dataclass(frozen=True)
class RubricDraft:
    scale_min: int
    scale_max: int
    placing: Placing
    criteria: tuple[CriterionDraft, ...]


@transactional
def edit_rubric(actor: Actor, edition: Edition, rubric: RubricDraft, version: int, *, now: datetime) -> None:
    """Replace criteria, weights, scale, anchors and method. Refused once a mark exists."""
    permit(actor, Permission.EDITION_EDIT, edition)
    locked(Edition, id=edition.id)
    judged = locked(Round, edition_id=edition.id, number=edition.round.number)
    if hooks.rubric_is_sealed():
        raise RubricSealed()
    if judged.version != version:
        raise ChangedMeanwhile()
    rules.require_scale(rubric.scale_min, rubric.scale_max)
    rules.require_number_of_criteria(rubric.criteria)
    scoring.require_weights(draft.weight for draft in rubric.criteria)
    hooks.require_criteria({draft.key for draft in rubric.criteria})
    _replace(edition, rubric)
    judged.scale_min, judged.scale_max = rubric.scale_min, rubric.scale_max
    _place_by(judged, rubric.placing)
    # Criteria are rows of their own: without this a second tab would not see a newer version.
    flag_modified(judged, "scale_max")
    weights = {criterion.key: criterion.weight for criterion in criteria()}
    scale = [rubric.scale_min, rubric.scale_max]
    details = {"weights": weights, "scale": scale, "method": judged.method, "ties": judged.ties}
    audit.record(actor, audit.Verb.RUBRIC_EDITED, edition, now=now, details=details)


def _place_by(judged: Round, placing: Placing) -> None:
    judged.method = methods.newest(placing.method).name
    judged.ties = placing.ties
    judged.reviews_per_project = placing.reviews or judged.reviews_per_project


@transactional
def change_method(actor: Actor, edition: Edition, placing: Placing, reason: str, *, now: datetime) -> None:
    """Change what the first mark sealed about places and reviews: no mark is touched, and the reason is public."""
    permit(actor, Permission.EDITION_EDIT, edition)
    locked(Edition, id=edition.id)
    if hooks.results_are_published():
        raise AlreadyPublished()
    judged = locked(Round, edition_id=edition.id, number=edition.round.number)
    before = Placing(judged.method, judged.ties, judged.reviews_per_project)
    if before == placing:
        return
    _place_by(judged, placing)
    judged.method_reason = reason
    details = {"from": asdict(before), "to": asdict(placing), "reason": reason}
    audit.record(actor, audit.Verb.METHOD_CHANGED, edition, now=now, details=details)


def _replace(edition: Edition, rubric: RubricDraft) -> None:
    """Keep the criteria that are still there, with their keys; delete the others; add the new ones."""
    known = {criterion.key: criterion for criterion in criteria()}
    kept = {draft.key for draft in rubric.criteria}
    for key, criterion in known.items():
        if key not in kept:
            db.session.delete(criterion)
    taken = set(known)
    levels = range(rubric.scale_min, rubric.scale_max + 1)
    for position, draft in enumerate(rubric.criteria):
        criterion = known.pop(draft.key, None) or _new(edition, draft, taken)
        criterion.name = Localized({**criterion.name, **draft.name})
        criterion.weight = draft.weight
        criterion.position = position
        criterion.anchors = {str(level): _anchor(criterion, draft, level) for level in levels}
        db.session.add(criterion)
    db.session.flush()
    db.session.expire(edition.round, ["criteria"])


def _anchor(criterion: Criterion, draft: CriterionDraft, level: int) -> dict[str, str]:
    """Return one anchor; texts in languages that were not shown stay."""
    merged = {**criterion.anchor(level), **draft.anchors.get(str(level), {})}
    return {language: text for language, text in merged.items() if text}


def _new(edition: Edition, draft: CriterionDraft, taken: set[str]) -> Criterion:
    """Return a new criterion with a key of its own, made from its name."""
    language, name = Localized(draft.name).best("en", edition.main_language)
    stem = slugify(name, language)[:30] or "criterion"
    key = next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 100))) if key not in taken)
    taken.add(key)
    return Criterion(edition_id=edition.id, key=key, name=Localized(), anchors={})
