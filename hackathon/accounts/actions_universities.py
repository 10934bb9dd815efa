"""What administrators do with the register: add, correct and rename institutions, take in names that people typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import update

from hackathon import audit
from hackathon.accounts import register
from hackathon.accounts.models import University, User
from hackathon.accounts.models_universities import FormerName
from hackathon.db import Localized, db, locked, refusing, transactional
from hackathon.errors import ChangedMeanwhile, KeyTaken, UniversityMerged
from hackathon.rules.permissions import Actor, Permission, permit
from hackathon.text import alphabet, search_key, sound_key


@dataclass(frozen=True)
class UniversityDetails:
    """One line of the register: texts by language, in the seven of the series or `native`; aliases one per line."""

    country: str
    name: Localized
    city: Localized = field(default_factory=Localized)
    domain: str = ""
    is_partner: bool = False
    is_verified: bool = True
    short_name: Localized = field(default_factory=Localized)
    aliases: Localized = field(default_factory=Localized)

    def write_to(self, university: University) -> None:
        """Put the details into the row, and into what the search looks at."""
        for name, value in vars(self).items():
            setattr(university, name, value)
        words = (*self.name.values(), *self.city.values(), self.domain)
        words += (*self.short_name.values(), *self.aliases.values())
        university.search_key = search_key(*dict.fromkeys(words))


@dataclass(frozen=True)
class Renaming:
    """Say that the name before was right in its time; `until` is the official day, if known."""

    until: date | None = None


@transactional
def add_university(
    actor: Actor, key: str, details: UniversityDetails, spellings: Collection[str] = (), *, now: datetime
) -> University:
    """Put a university into the register, from which students choose; who typed these names is moved to it."""
    permit(actor, Permission.UNIVERSITY_EDIT)
    university = University(key=key)
    details.write_to(university)
    with refusing(uq_university_key=KeyTaken(field="key")):
        db.session.add(university)
    audit.record(actor, audit.Verb.UNIVERSITY_CREATED, university, now=now, details={"key": key})
    if spellings:
        _take_names(actor, university, spellings, now)
    return university


@transactional
def edit_university(
    actor: Actor, university: University, details: UniversityDetails, version: int, renaming: Renaming | None = None,
    *, now: datetime,
) -> None:  # fmt: skip
    """Correct a line of the register, or rename it: then the name before stays known, with the day of its end."""
    permit(actor, Permission.UNIVERSITY_EDIT, university)
    university = locked(University, id=university.id)
    if university.version != version:
        raise ChangedMeanwhile()
    before = university.name, university.short_name
    if renaming is not None and before != (details.name, details.short_name):
        former = {"name": university.name, "short_name": university.short_name}
        db.session.add(FormerName(university_id=university.id, until=renaming.until, replaced_at=now, **former))
    details.write_to(university)
    audit.record(actor, audit.Verb.UNIVERSITY_EDITED, university, now=now, details={"key": university.key})


@transactional
def take_names(actor: Actor, university: University, spellings: Collection[str], *, now: datetime) -> int:
    """Move everybody who typed these names to an institution, which is known by them from now on."""
    permit(actor, Permission.UNIVERSITY_EDIT, university)
    university = locked(University, id=university.id)
    if university.successor_id is not None:
        raise UniversityMerged()
    return _take_names(actor, university, spellings, now)


def _take_names(actor: Actor, university: University, spellings: Collection[str], now: datetime) -> int:
    _add_aliases(university, spellings)
    moved = update(User).where(*register.typed_names(), User.university_other.in_(spellings))
    people = db.session.execute(
        moved.values(university_id=university.id, university_other=""), execution_options={"synchronize_session": False}
    ).rowcount
    if not people:
        raise ChangedMeanwhile()
    audit.record(actor, audit.Verb.UNIVERSITY_NAMED, university, now=now, details={"people": people})
    return people


def _add_aliases(university: University, spellings: Collection[str]) -> None:
    known = register.words_of(university)
    aliases = Localized(university.aliases)
    for spelling in sorted(spellings):
        if sound_key(spelling) in known:
            continue
        language = alphabet(spelling, native=register.LANGUAGE_OF.get(university.country, "native"))
        aliases[language] = "\n".join(filter(None, [aliases.get(language, ""), spelling]))
        known.add(sound_key(spelling))
    university.aliases = aliases
