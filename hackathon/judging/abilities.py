"""Keep what somebody judges in an edition; deals that are under way see all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db, locked
from hackathon.editions.models import Edition
from hackathon.errors import ConflictWouldGo, NotFound
from hackathon.judging import dealing, queries_docket, queries_skills
from hackathon.judging.models_jury import JudgeProfile
from hackathon.text import faculty_key


@dataclass(frozen=True)
class Abilities:
    """Languages and briefs that somebody judges, none for all, and the faculty; empty: the one of the account."""

    languages: Collection[str] = ()
    tracks: Collection[int] = ()
    faculty: str = ""


def store(edition: Edition, judge_id: int, said: Abilities, *, by_judge: bool) -> dict[str, Any]:
    """Store it and return what the history keeps of it; a judge's own change lifts no conflict of interest."""
    dealing.take_turn(edition)
    if not queries_docket.is_judge(judge_id):
        raise NotFound()
    profile = locked(JudgeProfile, user_id=judge_id)
    if profile is None:
        profile = JudgeProfile(edition_id=edition.id, user_id=judge_id, faculty="", faculty_key="")
        db.session.add(profile)
    if by_judge:
        _require_same_conflicts(judge_id, profile.faculty_key, faculty_key(said.faculty))
    profile.languages = [code for code in (edition.main_language, *edition.languages) if code in set(said.languages)]
    profile.languages = list(dict.fromkeys(profile.languages))
    profile.tracks = sorted(set(db.session.scalars(select(Challenge.id))).intersection(said.tracks))
    profile.faculty, profile.faculty_key = said.faculty, faculty_key(said.faculty)
    db.session.flush()
    return {"judge": judge_id, "languages": profile.languages, "tracks": profile.tracks}


def _require_same_conflicts(judge_id: int, before: str, after: str) -> None:
    row = db.session.execute(select(User.university_id, User.faculty_key).where(User.id == judge_id)).one()
    homes = [(row.university_id, named or row.faculty_key) for named in (before, after)]
    if homes[0] != homes[1] and queries_skills.colleagues_compete(homes[0]):
        raise ConflictWouldGo(field="faculty")
