"""What is read of challenge briefs."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import undefer_group

from hackathon.challenges.models import Challenge, Track
from hackathon.db import db
from hackathon.errors import NotFound


def challenges(track: str = "") -> list[Challenge]:
    """Return the briefs of the edition entered without their long texts, of one track or of all."""
    query = select(Challenge).order_by(Challenge.position, Challenge.id)
    if track in list(Track):
        query = query.where(Challenge.track == track)
    return list(db.session.scalars(query))


def count_of_challenges() -> int:
    """Return how many briefs the edition entered has."""
    return db.session.scalar(select(func.count(Challenge.id))) or 0


def counts_by_track() -> dict[str, int]:
    """Return how many briefs of the edition entered belong to each track."""
    query = select(Challenge.track, func.count(Challenge.id)).group_by(Challenge.track)
    found = dict(db.session.execute(query).all())
    return {track.value: found.get(track.value, 0) for track in Track}


def challenge_by_slug(slug: str) -> Challenge:
    """Return a brief with all its texts, or raise `NotFound`."""
    query = select(Challenge).where(Challenge.slug == slug.replace("\x00", "?")).options(undefer_group("brief"))
    challenge = db.session.scalar(query)
    if challenge is None:
        raise NotFound()
    return challenge
