"""The register of universities as searches read it: kept in memory until a line of it changes, in whichever worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Row, func, select

from hackathon.accounts.models import University, User
from hackathon.accounts.models_universities import FormerName
from hackathon.db import Localized, db
from hackathon.errors import NotFound
from hackathon.rules.finding import Hit, Index, Line, Match
from hackathon.rules.people import AT_A_UNIVERSITY
from hackathon.text import sound_key

HOSTS = ("KZ", "KG", "TJ", "TM", "UZ")
LANGUAGE_OF = {"KZ": "kk", "KG": "ky", "TJ": "tg", "TM": "tk", "UZ": "uz"}
_COLUMNS = (
    University.id, University.key, University.country, University.name, University.short_name, University.aliases,
    University.city, University.domain, University.is_partner, University.is_verified, University.successor_id,
    University.version,
)  # fmt: skip
# Rows are only added, and a version only grows: whatever changes changes one of these.
_STAMP = select(
    func.count(University.id), func.max(University.id), func.sum(University.version), func.max(University.key)
)


@dataclass(frozen=True)
class Entry:
    """One institution, with the words of those that were merged into it and of its former names."""

    id: int
    key: str
    country: str
    name: Localized
    short_name: Localized
    aliases: Localized
    city: Localized
    domain: str
    is_partner: bool
    is_verified: bool
    successor_id: int | None
    version: int
    former: tuple[Localized, ...] = ()
    merged: tuple[Entry, ...] = field(default=(), compare=False)

    @property
    def own_words(self) -> list[str]:
        """Return every name, abbreviation and alias of its own, now and earlier."""
        aliases = [alias for words in self.aliases.values() for alias in words.split("\n")]
        texts = (self.name, self.short_name, *self.former)
        return list(dict.fromkeys(filter(None, [*(word for text in texts for word in text.values()), *aliases])))

    @property
    def words(self) -> list[str]:
        """Return every name by which it is known, those of its predecessors too."""
        return [*self.own_words, *(word for each in self.merged for word in each.own_words)]

    @property
    def short_names(self) -> list[str]:
        return list(dict.fromkeys(self.short_name.values()))

    def line(self) -> Line:
        domains = (part for domain in self.domain.split() for part in (domain, domain.split(".")[0]))
        return Line(self.id, self.country, _folded([*self.words, self.key]), _folded([*self.city.values(), *domains]))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(sound_key, words))))


class Register:
    """Hold all entries, host countries first, then by name; and answer searches among those that exist today."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.id: entry for entry in sorted(entries, key=_place)}
        self.current = tuple(entry for entry in self.entries.values() if entry.successor_id is None)
        self.index = Index(entry.line() for entry in self.current)

    def entry(self, university_id: int | None) -> Entry | None:
        """Return the institution of today: for one that was merged, its successor."""
        found = self.entries.get(university_id) if university_id is not None else None
        return self.entries[found.successor_id] if found and found.successor_id else found

    def find(self, text: str, *, country: str = "", limit: int = 10) -> list[Entry]:
        """Return what fits a text best."""
        return [self.entries[hit.id] for hit in self.hits(text, country=country, limit=limit)]

    def hits(self, text: str, *, country: str = "", limit: int = 10) -> list[Hit]:
        """Return what fits a text best, and how well."""
        return self.index.find(sound_key(text[:300]), country=country, limit=limit)

    def surely(self, text: str) -> int | None:
        """Return the one institution that a text names exactly; None for none, or for several."""
        sure = [hit.id for hit in self.hits(text, limit=3) if hit.match >= Match.EXACT]
        return sure[0] if len(sure) == 1 else None

    def of_country(self, country: str) -> list[Entry]:
        """Return the institutions of a country."""
        return [entry for entry in self.current if entry.country == country]


def _place(entry: Entry) -> tuple[Any, ...]:
    host = HOSTS.index(entry.country) if entry.country in HOSTS else len(HOSTS)
    return host, entry.country, entry.name.best("en", "ru")[1], entry.id


_kept: WeakKeyDictionary[Engine, tuple[Row[Any], Register]] = WeakKeyDictionary()


def current() -> Register:
    """Return the register as it is now; one short statement when nothing has changed."""
    stamp = db.session.execute(_STAMP).one()
    kept = _kept.get(db.engine)
    if kept is None or kept[0] != stamp:
        _kept[db.engine] = kept = stamp, Register(_entries())
    return kept[1]


def _entries() -> list[Entry]:
    former: dict[int, list[Localized]] = defaultdict(list)
    for row in db.session.execute(select(FormerName).order_by(FormerName.id)).scalars():
        former[row.university_id] += [row.name, row.short_name]
    alone = [Entry(*row, former=tuple(former[row.id])) for row in db.session.execute(select(*_COLUMNS))]
    merged: dict[int, list[Entry]] = defaultdict(list)
    for entry in alone:
        if entry.successor_id is not None:
            merged[entry.successor_id].append(entry)
    return [Entry(**{**vars(entry), "merged": tuple(merged[entry.id])}) for entry in alone]


def typed_names() -> tuple[ColumnElement[bool], ...]:
    """Hold for people from a university that is not in the register."""
    return User.university_id.is_(None), User.university_other != "", User.category.in_(AT_A_UNIVERSITY)


def words_of(university: University) -> set[str]:
    """Return the folded names by which an institution is known; read from its row, so inside an action too."""
    texts = [*university.name.values(), *university.short_name.values()]
    texts += [alias for words in university.aliases.values() for alias in words.split("\n")]
    return set(_folded(texts))


def settled(university_id: int | None) -> int | None:
    """Return the institution that a choice leads to, and keep it from being merged before the action ends."""
    if university_id is None:
        return None
    held = select(University.successor_id).where(University.id == university_id).with_for_update(read=True)
    found = db.session.execute(held).first()
    if found is None:
        raise NotFound()
    return settled(found.successor_id) if found.successor_id is not None else university_id
