"""What the gallery shows after publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from hackathon.challenges.models import Challenge
from hackathon.db import Localized, db
from hackathon.projects.models import Project, Submission
from hackathon.projects.queries import taking_part
from hackathon.teams.models import Team
from hackathon.text import search_key


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the gallery: words, a challenge."""

    q: str = ""
    challenge: str = ""


@dataclass(frozen=True)
class Exhibit:
    """A card: what was handed in last."""

    project_id: int
    title: str
    pitch: str
    team_name: str
    challenge_title: Localized


def exhibits(wanted: Wanted) -> list[Exhibit]:
    """Return the projects that fit, by title. Folded in Python: databases fold Cyrillic and Latin differently."""
    query = (
        select(Project.id, Project.challenge_id, Submission.title, Submission.pitch, Team.name)
        .join(Project.team)
        .join(Submission, and_(Submission.project_id == Project.id, Submission.number == Project.submission_number))
    )
    if wanted.challenge:
        query = query.join(Project.challenge).where(Challenge.slug == wanted.challenge)
    words = search_key(wanted.q).split()
    rows = [row for row in db.session.execute(taking_part(query)) if not words or _fits(row, words)]
    rows.sort(key=lambda row: (search_key(row.title), row.id))
    briefs = dict(db.session.execute(select(Challenge.id, Challenge.title)).all())
    return [
        Exhibit(row.id, row.title, row.pitch, row.name, briefs.get(row.challenge_id, Localized())) for row in rows
    ]


def _fits(row: Any, words: list[str]) -> bool:
    text = search_key(row.title, row.pitch, row.name)
    return all(word in text for word in words)
