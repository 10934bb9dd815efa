"""What the form about a judge's languages, tracks and faculty begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hackathon.accounts import queries as accounts
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.errors import NotFound
from hackathon.judging import queries_docket, queries_skills


@dataclass(frozen=True)
class Stored:
    """What is stored of a judge, and faculties to suggest."""

    name: str
    university: Any
    values: dict[str, Any] = field(default_factory=dict)
    faculties: tuple[str, ...] = ()


def of_judge(judge_id: int) -> Stored:
    """Return what a judge of the edition entered said, as the form's fields are called."""
    if not queries_docket.is_judge(judge_id):
        raise NotFound()
    return of_person(judge_id)


def of_person(user_id: int) -> Stored:
    """Return the same of somebody who is becoming a judge; the account's faculty stands in the form."""
    user, profile = db.session.get(User, user_id), queries_skills.profile(user_id)
    values = {"languages": [], "tracks": [], "faculty": user.faculty}
    if profile is not None:
        values = {"languages": profile.languages, "tracks": profile.tracks, "faculty": profile.faculty or user.faculty}
    university = user.university.name if user.university else None
    return Stored(user.name, university, values, tuple(accounts.faculties(user.university_id)))
