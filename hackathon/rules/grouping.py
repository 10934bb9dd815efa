"""Say what a good division into teams is: who may work together, what is wished, and what each shortfall costs.

A division is better the fewer people it leaves alone; then the fewer wishes its teams miss; a seat off the size wished
for weighs a tenth of a missed wish. Everybody in a team shares at least one language with all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

ALONE, MISSED, OFF_SIZE = 10_000, 10, 1
SMALLEST = 2


class Wish(StrEnum):
    UNIVERSITIES = "universities"
    DISCIPLINES = "disciplines"
    WOMAN = "woman"


@dataclass(frozen=True)
class Person:
    """Somebody without a team; what is not known is empty, and counts for no mixture."""

    id: int
    languages: frozenset[str]
    university: str = ""
    discipline: str = ""
    woman: bool = False

    @property
    def kind(self) -> tuple[tuple[str, ...], str, str, bool]:
        """Return what makes people interchangeable."""
        return tuple(sorted(self.languages)), self.university, self.discipline, self.woman

    def trait(self, wish: Wish) -> str:
        """Return what is mixed by a wish."""
        return self.university if wish is Wish.UNIVERSITIES else self.discipline


@dataclass(frozen=True)
class Terms:
    """How large teams are, how large they should be, and what is wished of each."""

    smallest: int
    largest: int
    size: int
    wishes: tuple[Wish, ...] = ()

    @property
    def sizes(self) -> range:
        return range(max(SMALLEST, self.smallest), self.largest + 1)


@dataclass(frozen=True)
class Division:
    """Teams as ids, what the division costs, and the least that any division can cost as far as that is proven."""

    teams: tuple[tuple[int, ...], ...]
    cost: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.cost <= self.bound


def shared(people: Iterable[Person]) -> frozenset[str]:
    """Return the languages that all of them speak."""
    return reduce(frozenset.__and__, (each.languages for each in people))


def is_met(wish: Wish, people: Collection[Person]) -> bool:
    """Say whether a team has what is wished: a woman, or two who differ."""
    if wish is Wish.WOMAN:
        return any(each.woman for each in people)
    return len({each.trait(wish) for each in people} - {""}) > 1


def missed(people: Collection[Person], terms: Terms) -> int:
    """Count the wishes that a team misses."""
    return sum(not is_met(wish, people) for wish in terms.wishes)


def price(team: Collection[Person], terms: Terms) -> int:
    """Return what one team costs: the wishes that it misses, and how far its size is from the one wished for."""
    return MISSED * missed(team, terms) + OFF_SIZE * abs(len(team) - terms.size)


def cost(teams: Sequence[Collection[Person]], count: int, terms: Terms) -> int:
    """Return what a division of so many people costs."""
    alone = count - sum(len(team) for team in teams)
    return ALONE * alone + sum(price(team, terms) for team in teams)


def is_allowed(teams: Sequence[Collection[Person]], terms: Terms) -> bool:
    """Say whether every team has a size that is allowed and a language in common."""
    return all(len(team) in terms.sizes and shared(team) for team in teams)
