"""What is read of the register of universities, and of names that people typed because theirs is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from hackathon.accounts import register
from hackathon.accounts.models import University, User
from hackathon.accounts.models_universities import FormerName, Merger, Move
from hackathon.accounts.register import Entry, typed_names
from hackathon.db import db
from hackathon.errors import NotFound
from hackathon.rules.institution_words import grouped
from hackathon.text import sound_key

MOST_SPELLINGS = 1000


def university(university_id: int) -> University:
    """Return one line of the register."""
    found = db.session.get(University, university_id)
    if found is None:
        raise NotFound()
    return found


def count_people() -> dict[int, int]:
    """Return how many people there are by institution."""
    counted = select(User.university_id, func.count(User.id)).where(User.university_id.is_not(None))
    return dict(db.session.execute(counted.group_by(User.university_id)).all())


def entries(search: str = "", country: str = "", state: str = "") -> list[Entry]:
    """Return the lines that fit a search, a country and a state; merged ones only when they are asked for."""
    known = register.current()
    if state == "merged":
        found = [entry for entry in known.entries.values() if entry.successor_id is not None]
        wanted = set(sound_key(search).split())
        found = [entry for entry in found if wanted <= set(sound_key(" ".join(entry.own_words)).split())]
    else:
        found = known.find(search, limit=100) if search.strip() else list(known.current)
    conditions = {"unverified": lambda entry: not entry.is_verified, "partner": lambda entry: entry.is_partner}
    fits = conditions.get(state, lambda entry: True)
    return [entry for entry in found if fits(entry) and country in ("", entry.country)]


def former_names(university_id: int) -> list[FormerName]:
    """Return the names that an institution had, the newest first."""
    query = select(FormerName).where(FormerName.university_id == university_id)
    return list(db.session.scalars(query.order_by(FormerName.id.desc())))


def mergers_of(university_id: int) -> list[tuple[Merger, int]]:
    """Return the mergers in which an institution went over or took another in, with the number of people moved."""
    moved = select(func.count()).select_from(Move).where(Move.merger_id == Merger.id).scalar_subquery()
    query = select(Merger, moved).where(or_(Merger.old_id == university_id, Merger.into_id == university_id))
    query = query.options(joinedload(Merger.old), joinedload(Merger.into)).order_by(Merger.id.desc())
    return [(row[0], row[1]) for row in db.session.execute(query)]


def merger(merger_id: int) -> Merger:
    """Return one merger."""
    found = db.session.get(Merger, merger_id)
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True)
class TypedName:
    """Spellings of one institution that is not in the register: (as typed, people), one of them, what it may be."""

    person_id: int
    spellings: tuple[tuple[str, int], ...]
    suggestions: tuple[Entry, ...]

    @property
    def people(self) -> int:
        return sum(people for _, people in self.spellings)


def typed() -> list[TypedName]:
    """Return what people typed, grouped by what it means; the groups with most people first."""
    count = func.count(User.id)
    query = select(User.university_other, count, func.min(User.id)).where(*typed_names())
    query = query.group_by(User.university_other)
    rows = db.session.execute(query.order_by(count.desc(), User.university_other).limit(MOST_SPELLINGS)).all()
    known, people = register.current(), {row[0]: row[1] for row in rows}
    persons = {row[0]: row[2] for row in rows}
    groups = grouped({spelling: (sound_key(spelling), known.surely(spelling)) for spelling in people})
    named = [
        TypedName(persons[group[0]], tuple((each, people[each]) for each in group), _suggestions(known, group))
        for group in groups
    ]
    return sorted(named, key=lambda each: -each.people)


def typed_like(user_id: int) -> TypedName:
    """Return the group with what a person typed; none once the person is moved."""
    spelling = db.session.scalar(select(User.university_other).where(User.id == user_id, *typed_names()))
    for group in typed() if spelling else ():
        if any(spelling == each for each, _ in group.spellings):
            return group
    raise NotFound()


def count_typed() -> int:
    """Return how many people named a university that is not in the register."""
    return db.session.scalar(select(func.count(User.id)).where(*typed_names())) or 0


def _suggestions(known: register.Register, spellings: list[str]) -> tuple[Entry, ...]:
    found = {entry.id: entry for spelling in spellings[:5] for entry in known.find(spelling, limit=3)}
    return tuple(found.values())[:5]
