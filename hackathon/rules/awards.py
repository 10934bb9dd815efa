"""Tell an award from a place: what the places suggest, and which awards depart from them and need a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hackathon.errors import AwardImpossible, AwardReasonNeeded
from hackathon.rules.scoring import Key

PRIZES = (1, 2, 3)
MOST = 40
Places = Mapping[Key, int | None]


@dataclass(frozen=True)
class Award:
    """Hold who gets an award. It rests on the places (`prize` 1, 2, 3), on a nomination's key, or on neither."""

    project: Key
    prize: int | None = None
    nomination: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Hold the awards that places decide, and the groups of equal projects that they do not tell apart.

    A group is (prize or None, nomination's key, projects): a person has to choose, or to give more awards.
    """

    awards: tuple[Award, ...]
    shared: tuple[tuple[int | None, str, tuple[Key, ...]], ...]


def suggested(places: Places, counts: Sequence[int], nominations: Mapping[str, Places]) -> Suggestion:
    """Give so many first, second and third prizes from the best place on, and every nomination to its first place."""
    awards, shared = _prizes(places, counts)
    for key, own in nominations.items():
        first = _groups(own)[:1]
        if first and len(first[0]) == 1:
            awards.append(Award(first[0][0], nomination=key))
        elif first:
            shared.append((None, key, first[0]))
    return Suggestion(tuple(awards), tuple(shared))


def _prizes(places: Places, counts: Sequence[int]) -> tuple[list[Award], list]:
    waiting = [prize for prize, count in zip(PRIZES, counts, strict=False) for _ in range(count)]
    awards: list[Award] = []
    for group in _groups(places):
        prizes, waiting = waiting[: len(group)], waiting[len(group) :]
        if not prizes:
            break
        if len(set(prizes)) > 1 or len(prizes) < len(group):
            # Who gets the better prize is not decided here, and nothing after it can be either.
            return awards, [(prizes[0], "", group)]
        awards += [Award(project, prizes[0]) for project in group]
    return awards, []


def _groups(places: Places) -> list[tuple[Key, ...]]:
    """Return the projects that have a place, those that share one together, best first."""
    found: dict[int, list[Key]] = {}
    for project, place in places.items():
        if place is not None:
            found.setdefault(place, []).append(project)
    return [tuple(found[place]) for place in sorted(found)]


def departures(awards: Sequence[Award], places: Places, nominations: Mapping[str, Places]) -> list[int]:
    """Return the positions of the awards that the places do not give by themselves.

    A prize departs where somebody with the same or a better place has none as high; a nomination, where it goes to
    another one than its first place, or to some of several first places. An award that rests on nothing never does.
    """
    best: dict[Key, int] = {}
    for each in awards:
        if each.prize:
            best[each.project] = min(each.prize, best.get(each.project, each.prize))
    given = {(each.nomination, each.project) for each in awards if each.nomination}
    return [
        position
        for position, each in enumerate(awards)
        if (each.prize and _prize_departs(each, best, places))
        or (each.nomination and _nomination_departs(each, given, nominations.get(each.nomination, {})))
    ]


def _prize_departs(award: Award, best: Mapping[Key, int], places: Places) -> bool:
    return places.get(award.project) is None or any(best.get(other, 9) > award.prize
                                                    for other in _ahead(award.project, places))  # fmt: skip


def _nomination_departs(award: Award, given: set[tuple[str, Key]], places: Places) -> bool:
    ahead = _ahead(award.project, places)
    return places.get(award.project) != 1 or any((award.nomination, other) not in given for other in ahead)


def _ahead(project: Key, places: Places) -> list[Key]:
    own = places.get(project)
    return [each for each, place in places.items() if place is not None and own is not None and place <= own]


def require_sound(awards: Sequence[Award], places: Places, nominations: Mapping[str, Places]) -> None:
    """Refuse an award to who does not take part, the same one twice, and one that departs without a reason."""
    for position, each in enumerate(awards):
        if each.project not in places or (each.nomination and each.nomination not in nominations):
            raise AwardImpossible(number=position + 1)
    for position in departures(awards, places, nominations):
        if not awards[position].reason:
            raise AwardReasonNeeded(number=position + 1)
