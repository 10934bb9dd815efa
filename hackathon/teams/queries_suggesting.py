"""Who is left alone, and a suggestion of teams with the reasons for each person; genders only count and never show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Gender, User
from hackathon.db import db
from hackathon.editions.models import EditionRole, Registration, Role
from hackathon.errors import NotFound
from hackathon.rules.grouping import Person, Wish, is_met, shared
from hackathon.rules.registrations import State
from hackathon.teams.models import Membership, Mentorship
from hackathon.teams.models_pool import PoolEntry
from hackathon.teams.models_suggestion import SuggestedSeat, TeamSuggestion
from hackathon.text import search_key


@dataclass
class Member:
    """Somebody of a suggested team, and what makes them fit: fields in which they differ from all or some others."""

    seat: SuggestedSeat
    languages: frozenset[str]
    other_university: bool = False
    other_discipline: bool = False


@dataclass
class Suggested:
    """One team; `met` says of each wish that may be shown whether it is met."""

    number: int
    members: list[Member] = field(default_factory=list)
    languages: frozenset[str] = frozenset()
    met: dict[Wish, bool] = field(default_factory=dict)


def left_alone(edition_id: int) -> list[Person]:
    """Return who takes part, is in no team, and could be in one."""
    offices = select(EditionRole.user_id).where(
        EditionRole.edition_id == edition_id, EditionRole.role.in_((Role.ORGANIZER, Role.JUDGE)))  # fmt: skip
    query = select(User).join(Registration, Registration.user_id == User.id).where(
        Registration.edition_id == edition_id, Registration.state == State.ADMITTED, User.deactivated_at.is_(None),
        *(User.id.not_in(select(model.user_id).where(model.edition_id == edition_id))
          for model in (Membership, Mentorship)),
        User.id.not_in(offices),
    )  # fmt: skip
    return as_people(db.session.scalars(query.order_by(Registration.registered_at, Registration.id)).all())


def as_people(users: Iterable[User]) -> list[Person]:
    """Return what the rules know of people: languages of the list of those who look, else the one of their letters."""
    users = list(users)
    query = select(PoolEntry.user_id, PoolEntry.languages).where(PoolEntry.user_id.in_([each.id for each in users]))
    spoken = dict(db.session.execute(query).all())
    return [
        Person(
            each.id, frozenset(spoken.get(each.id) or [each.language]),
            str(each.university_id or search_key(each.university_other)), search_key(each.faculty),
            each.gender == Gender.FEMALE,
        )
        for each in users
    ]  # fmt: skip


def newest() -> TeamSuggestion | None:
    """Return the newest suggestion of the edition entered, with its people."""
    whole = joinedload(TeamSuggestion.seats).joinedload(SuggestedSeat.user).joinedload(User.university)
    query = select(TeamSuggestion).options(whole).order_by(TeamSuggestion.id.desc()).limit(1)
    return db.session.scalars(query).unique().first()


def suggestion(suggestion_id: int) -> TeamSuggestion:
    """Return a suggestion of the edition entered, or refuse."""
    found = db.session.scalar(select(TeamSuggestion).where(TeamSuggestion.id == suggestion_id))
    if found is None:
        raise NotFound()
    return found


def teams(found: TeamSuggestion) -> list[Suggested]:
    """Return the suggested teams with what explains them."""
    known = {each.id: each for each in as_people(seat.user for seat in found.seats)}
    by_number: dict[int, list[SuggestedSeat]] = {}
    for seat in found.seats:
        by_number.setdefault(seat.number, []).append(seat)
    return [_explained(number, by_number[number], known, found.wishes) for number in sorted(by_number) if number]


def _explained(number: int, seats: list[SuggestedSeat], known: dict[int, Person], wishes: Collection[str]) -> Suggested:
    people = [known[seat.user_id] for seat in seats]
    shown = [wish for wish in Wish if wish in wishes and wish is not Wish.WOMAN]
    team = Suggested(number, [], shared(people), {wish: is_met(wish, people) for wish in shown})
    for seat, person in zip(seats, people, strict=True):
        others = [each for each in people if each.id != person.id]
        differs = [wish in shown and _stands_out(wish, person, others) for wish in
                   (Wish.UNIVERSITIES, Wish.DISCIPLINES)]  # fmt: skip
        team.members.append(Member(seat, person.languages, *differs))
    return team


def _stands_out(wish: Wish, person: Person, others: list[Person]) -> bool:
    trait = person.trait(wish)
    return bool(trait) and any(each.trait(wish) not in ("", trait) for each in others)


def with_a_woman(found: TeamSuggestion) -> tuple[int, int]:
    """Count the teams with a woman and all teams: of the whole suggestion only, so that nobody's gender shows."""
    by_number: dict[int, list[Person]] = {}
    for seat in found.seats:
        by_number.setdefault(seat.number, []).extend(as_of(seat.user))
    counted: list[Any] = [people for number, people in by_number.items() if number]
    return sum(is_met(Wish.WOMAN, people) for people in counted), len(counted)


def as_of(user: User) -> list[Person]:
    """Return a person with nothing but what one wish looks at."""
    return [Person(user.id, frozenset(), woman=user.gender == Gender.FEMALE)]
