"""The words that would tell a judge whose project it is: names of the team, its people and their universities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from anyascii import anyascii
from sqlalchemy import select

from hackathon.accounts import register
from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.rules.redacting import Term
from hackathon.teams.models import Membership, Mentorship, Team

TEAM, PERSON, UNIVERSITY = "team", "person", "university"
_SMALL = {"of", "the", "and", "for", "after", "named", "имени", "им", "и", "де"}
SHORTEST_ACRONYM = 3


def terms_of(teams: Collection[int]) -> dict[int, tuple[Term, ...]]:
    """Return the telling words of each team, in as many statements for many teams as for one."""
    found: dict[int, list[Term]] = defaultdict(list)
    for team_id, name in db.session.execute(select(Team.id, Team.name).where(Team.id.in_(teams))):
        found[team_id] += _spelled([name], TEAM)
    known = register.current()
    for seat in (Membership, Mentorship):
        query = select(seat.team_id, User).join(User, User.id == seat.user_id).where(seat.team_id.in_(teams))
        for team_id, person in db.session.execute(query):
            found[team_id] += _of_person(person, known.entry(person.university_id))
    return {team_id: tuple(dict.fromkeys(terms)) for team_id, terms in found.items()}


def _of_person(person: User, university: register.Entry | None) -> Iterator[Term]:
    parts = (person.family_name, person.given_name, person.patronymic, *person.latin_name.split())
    yield from _spelled(parts, PERSON)
    names = [person.university_other, *(university.words if university else ())]
    yield from _spelled(_with_acronyms(name for name in names if len(name) >= SHORTEST_ACRONYM), UNIVERSITY)
    if university is not None:
        domains = (domain.rsplit(".", 1)[0] for domain in university.domain.split())
        yield from _spelled([university.key, *domains], UNIVERSITY)


def _spelled(names: Any, kind: str) -> Iterator[Term]:
    """Give each name as it is and in Latin letters."""
    for name in filter(None, names):
        yield Term(name, kind)
        latin = anyascii(name)
        if latin != name:
            yield Term(latin, kind)


def _with_acronyms(names: Iterable[str]) -> Iterator[str]:
    """Give names, what stands in brackets or quotes in them, and their initials: VKTU, ВКТУ."""
    for name in filter(None, names):
        yield name
        yield from re.findall(r"[(«\"“]([^()«»\"“”]{3,})[)»\"”]", name)
        plain = re.sub(r"\(.*?\)", "", name)
        words = [word for word in re.findall(r"[^\W\d_]+", plain) if word.lower() not in _SMALL]
        if len(words) >= SHORTEST_ACRONYM:
            yield "".join(word[0] for word in words).upper()
        yield from (word for word in words if len(word) >= SHORTEST_ACRONYM and word.isupper())
