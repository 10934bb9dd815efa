"""What judges can judge: languages, tracks and faculty, as they said for the edition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select

from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.editions import scope
from hackathon.editions.models import Edition, EditionRole, Role, Round
from hackathon.judging.models_jury import JudgeProfile
from hackathon.judging.queries import in_the_running
from hackathon.projects.models import Project
from hackathon.rules.conflicts import Home, Reader
from hackathon.teams.models import Membership, Team


def faculty_of(account: Any) -> ColumnElement[str]:
    """Return the faculty that counts for a judge: the one named for the edition, else the account's."""
    return func.coalesce(func.nullif(JudgeProfile.faculty_key, ""), account.faculty_key)


def _readers() -> Select:
    columns = (JudgeProfile.languages, JudgeProfile.tracks, Edition.languages.label("spoken"), Edition.main_language)
    return (
        select(User.id, User.university_id, faculty_of(User).label("faculty"), *columns)
        .outerjoin(JudgeProfile, JudgeProfile.user_id == User.id)
        .outerjoin(Edition, Edition.id == JudgeProfile.edition_id)
        .where(User.id.in_(bindparam("judges", expanding=True)))
    )


_READERS = scope.prepared(_readers())


def profile(user_id: int) -> JudgeProfile | None:
    """Return what a judge said for the edition entered."""
    return db.session.scalar(select(JudgeProfile).where(JudgeProfile.user_id == user_id))


def readers(judges: Iterable[int]) -> dict[int, Reader]:
    """Return what is known of these judges."""
    rows = db.session.execute(_READERS, {"judges": tuple(judges)}).all()
    any_tracks = any(row.tracks for row in rows)
    briefs = frozenset(db.session.scalars(select(Challenge.id))) if any_tracks else frozenset()
    return {row.id: _reader(row, briefs) for row in rows}


def colleagues_compete(home: Home) -> bool:
    """Tell whether somebody from this university and faculty is in a team whose project is in the running."""
    university, faculty = home
    if university is None or not faculty:
        return False
    query = (
        select(Project.id)
        .join(Team, Team.id == Project.team_id)
        .join(Membership, Membership.team_id == Team.id)
        .join(User, User.id == Membership.user_id)
        .where(User.university_id == university, User.faculty_key == faculty, in_the_running())
    )
    return db.session.scalar(query.limit(1)) is not None


def offices_of(judge_id: int, now: datetime) -> list[tuple[int, str]]:
    """Return the editions in which somebody judges still, each with the faculty named for it."""
    query = (
        select(EditionRole.edition_id, JudgeProfile.faculty_key)
        .join(Round, Round.edition_id == EditionRole.edition_id)
        .outerjoin(JudgeProfile, and_(JudgeProfile.user_id == EditionRole.user_id,
                                      JudgeProfile.edition_id == EditionRole.edition_id))
        .where(EditionRole.user_id == judge_id, EditionRole.role == Role.JUDGE, Round.judging_closes > now)
        .distinct()
    )  # fmt: skip
    with scope.every_edition(because="an account belongs to all editions in which its owner judges"):
        return [(row.edition_id, row.faculty_key or "") for row in db.session.execute(query)]


def _reader(row: Row, briefs: frozenset[int]) -> Reader:
    """Take languages and briefs that the edition no longer has off: they restrict nobody."""
    spoken = {*(row.spoken or ()), row.main_language}
    home = (row.university_id, row.faculty or "")
    return Reader(row.id, home, spoken.intersection(row.languages or ()), briefs.intersection(row.tracks or ()))
