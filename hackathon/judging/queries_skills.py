"""What judges can judge: languages, tracks and faculty, as they said for the edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.judging.models_jury import JudgeProfile
from hackathon.rules.conflicts import Reader


def faculty_of(account: Any) -> ColumnElement[str]:
    """Return the faculty that counts for a judge: the one named for the edition, else the account's."""
    return func.coalesce(func.nullif(JudgeProfile.faculty_key, ""), account.faculty_key)


def profile(user_id: int) -> JudgeProfile | None:
    """Return what a judge said for the edition entered."""
    return db.session.scalar(select(JudgeProfile).where(JudgeProfile.user_id == user_id))


def readers(judges: Iterable[int]) -> dict[int, Reader]:
    """Return what is known of these judges."""
    briefs = frozenset(db.session.scalars(select(Challenge.id)))
    columns = (JudgeProfile.languages, JudgeProfile.tracks, Edition.languages.label("spoken"), Edition.main_language)
    query = (
        select(User.id, User.university_id, faculty_of(User).label("faculty"), *columns)
        .outerjoin(JudgeProfile, JudgeProfile.user_id == User.id)
        .outerjoin(Edition, Edition.id == JudgeProfile.edition_id)
        .where(User.id.in_(tuple(judges)))
    )
    return {row.id: _reader(row, briefs) for row in db.session.execute(query)}


def _reader(row: Row, briefs: frozenset[int]) -> Reader:
    """Take languages and briefs that the edition no longer has off: they restrict nobody."""
    spoken = {*(row.spoken or ()), row.main_language}
    home = (row.university_id, row.faculty or "")
    return Reader(row.id, home, spoken.intersection(row.languages or ()), briefs.intersection(row.tracks or ()))
