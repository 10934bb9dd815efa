"""What is read of the lists of people and teams that look for each other; statements do not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import User
from hackathon.challenges.models import Challenge
from hackathon.db import db
from hackathon.editions.models import Registration
from hackathon.errors import NotFound
from hackathon.rules.project_status import Admission
from hackathon.rules.registrations import State
from hackathon.teams.models import Membership, Team
from hackathon.teams.models_pool import PoolEntry, TeamLook
from hackathon.text import search_key


@dataclass(frozen=True)
class Sought:
    """The filter of both lists, empty where everything fits."""

    q: str = ""
    skill: str = ""
    language: str = ""
    challenge: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """Return what narrows the list."""
        return {name: value for name, value in asdict(self).items() if value}


def tags(skills: Iterable[str], languages: Iterable[str], challenges: Iterable[int]) -> str:
    """Return what filters look for in one text."""
    found = (*(f"s:{each}" for each in skills), *(f"l:{each}" for each in languages),
             *(f"c:{each}" for each in challenges))  # fmt: skip
    return " ".join(("", *found, ""))


def people(sought: Sought, *, page: int, size: int) -> tuple[list[PoolEntry], int]:
    """Return one page of those who look for a team and take part, and how many there are."""
    takes_part = select(Registration.id).where(
        Registration.edition_id == PoolEntry.edition_id, Registration.user_id == PoolEntry.user_id,
        Registration.state == State.ADMITTED,
    ).exists()  # fmt: skip
    query = _found(select(PoolEntry).join(PoolEntry.user), PoolEntry, sought, User.given_name, User.family_name)
    query = query.where(takes_part, User.deactivated_at.is_(None))
    whole = joinedload(PoolEntry.user).joinedload(User.university)
    return _paged(query, PoolEntry, whole, page, size)


def teams(sought: Sought, *, page: int, size: int) -> tuple[list[TeamLook], int]:
    """Return one page of the teams that look for members, and how many there are."""
    query = _found(select(TeamLook).join(TeamLook.team), TeamLook, sought, Team.search_key)
    query = query.where(Team.closed_at.is_(None), Team.admission != Admission.DISQUALIFIED)
    return _paged(query, TeamLook, joinedload(TeamLook.team), page, size)


def _found(query: Any, model: Any, sought: Sought, *named: Any) -> Any:
    for word in search_key(sought.q).split():
        texts = (model.search_key, *named)
        query = query.where(func.lower(_joined(texts)).contains(word, autoescape=True))
    for letter, value in (("s", sought.skill), ("l", sought.language), ("c", sought.challenge)):
        if value:
            query = query.where(model.tags.contains(f" {letter}:{value} ".replace("\x00", "?"), autoescape=True))
    return query


def _joined(texts: tuple[Any, ...]) -> Any:
    whole = texts[0]
    for each in texts[1:]:
        whole = whole + " " + each
    return whole


def _paged(query: Any, model: Any, whole: Any, page: int, size: int) -> tuple[list[Any], int]:
    total = db.session.scalar(query.with_only_columns(func.count(model.id))) or 0
    start = (min(page, max(1, -(-total // size))) - 1) * size
    rows = query.options(whole).order_by(model.since.desc(), model.id.desc()).limit(size).offset(start)
    return list(db.session.scalars(rows)), total


def members(team_ids: Iterable[int]) -> dict[int, int]:
    """Count the members of these teams."""
    query = select(Membership.team_id, func.count(Membership.id)).where(Membership.team_id.in_(list(team_ids)))
    return dict(db.session.execute(query.group_by(Membership.team_id)).all())


def own_entry(user_id: int | None) -> PoolEntry | None:
    """Return what a person said about themselves in the edition entered."""
    return db.session.scalar(select(PoolEntry).where(PoolEntry.user_id == user_id))


def entry_of(user_id: int) -> PoolEntry:
    """Return somebody who wants to be found, or refuse."""
    found = own_entry(user_id)
    if found is None or found.user.deactivated_at is not None:
        raise NotFound()
    return found


def look_of(team_id: int) -> TeamLook | None:
    """Return for whom a team looks, None for one that does not look."""
    return db.session.scalar(select(TeamLook).where(TeamLook.team_id == team_id))


def challenge_titles() -> dict[int, Any]:
    """Return the titles of the briefs by id."""
    return dict(db.session.execute(select(Challenge.id, Challenge.title).order_by(Challenge.position)).all())
