"""What organizers do so that judging is blind: choose it, and say what of a submission judges read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hackathon import audit
from hackathon.db import db, locked, refusing, transactional
from hackathon.editions.models import Edition
from hackathon.errors import ChangedMeanwhile, NotFound
from hackathon.judging import dealing, numbering
from hackathon.judging import queries_redaction as queries
from hackathon.judging.models_blind import Redaction
from hackathon.judging.queries_blind import LINKS
from hackathon.projects.models import Project
from hackathon.rules import judging as rules
from hackathon.rules.permissions import Actor, Permission, permit


@dataclass(frozen=True)
class Redacted:
    """What an organizer lets judges read, and the submission that it was made from."""

    sha256: str
    version: int
    title: str
    pitch: str
    description: str
    links: tuple[str, ...] = ()
    withheld: tuple[int, ...] = ()


@transactional
def choose_blind(actor: Actor, edition: Edition, blind: bool, *, now: datetime) -> None:
    """Say before judging opens whether judges learn whose projects they read."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    dealing.take_turn(edition)
    rules.require_judging_not_begun(edition.schedule, now)
    edition.round.blind = blind
    if blind:
        numbering.give_numbers(edition.id, db.session.scalars(select(Project.id)).all())
    audit.record(actor, audit.Verb.JUDGING_BLIND_CHOSEN, edition, now=now, details={"blind": blind})


@transactional
def save_redaction(actor: Actor, edition: Edition, project_id: int, redacted: Redacted, *, now: datetime) -> None:
    """Keep what judges read of a submission; it was checked, and holds for this submission only."""
    permit(actor, Permission.JUDGING_DEAL, edition)
    submission = queries.submission(project_id)
    if submission is None:
        raise NotFound()
    if submission.sha256 != redacted.sha256:
        raise ChangedMeanwhile()
    kept = locked(Redaction, project_id=project_id, sha256=redacted.sha256)
    if (kept.version if kept else 0) != redacted.version:
        raise ChangedMeanwhile()
    if kept is None:
        kept = Redaction(edition_id=edition.id, project_id=project_id, sha256=redacted.sha256)
    _fill(kept, redacted, {file["id"] for file in submission.content["files"]})
    kept.checked_by_id, kept.checked_at = actor.user_id, now
    with refusing(uq_redaction_project_id_sha256=ChangedMeanwhile()):
        db.session.add(kept)
    details = {"project": project_id, "sha256": kept.sha256, "links": kept.links, "withheld": kept.withheld}
    audit.record(actor, audit.Verb.REDACTION_SAVED, kept, now=now, details=details)


def _fill(kept: Redaction, redacted: Redacted, files: set[int]) -> None:
    kept.title, kept.pitch, kept.description = redacted.title, redacted.pitch, redacted.description
    kept.links = [name for name in LINKS if name in redacted.links]
    kept.withheld = sorted(files & set(redacted.withheld))
