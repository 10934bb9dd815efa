"""Count a vote of the jury on projects that share a place.

Every ballot orders all of them. Published is how many ballots put one project before another; a project's points are
the sum over those it is tied with. It needs no more to decide a smaller group later, when one of them has left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from hackathon.errors import NotTied, RankingIncomplete, TiesAreShared, VoteAlreadyHeld

FEWEST = 2
MOST = 12  # projects on one ballot: more cannot be told apart honestly


@dataclass(frozen=True)
class Vote:
    """Hold a closed vote: its projects, the number of ballots, and (one, other, ballots that put one before other)."""

    projects: tuple[int, ...]
    ballots: int
    before: tuple[tuple[int, int, int], ...]

    def covers(self, members: Collection[int]) -> bool:
        """Tell whether the jury voted on all of these."""
        return self.ballots > 0 and set(members) <= set(self.projects)

    def points(self, project: int, members: Collection[int]) -> int:
        """Count how often the project was put before another member."""
        return sum(count for one, other, count in self.before if one == project and other in members)


def counted(projects: Iterable[int], ballots: Sequence[Sequence[int]]) -> Vote:
    """Count ballots; each is an order of all projects, the best first."""
    pairs = Counter(pair for ballot in ballots for pair in combinations(ballot, 2))
    members = tuple(sorted(projects))
    return Vote(members, len(ballots), tuple((one, other, pairs[one, other]) for one in members for other in members
                                             if one != other))  # fmt: skip


def as_published(vote: Vote) -> dict[str, Any]:
    """Write a vote as a publication holds it."""
    return {"projects": list(vote.projects), "ballots": vote.ballots, "before": [list(each) for each in vote.before]}


def of_published(written: Mapping[str, Any]) -> Vote:
    """Read a vote from a publication; raise ValueError if it is not one."""
    projects, ballots = tuple(written["projects"]), written["ballots"]
    before = tuple((one, other, count) for one, other, count in written["before"])
    pairs = {(one, other) for one in projects for other in projects if one != other}
    whole = all(type(each) is int for each in (*projects, ballots, *(number for each in before for number in each)))
    sums = {frozenset(each[:2]): 0 for each in before}
    for one, other, count in before:
        sums[frozenset((one, other))] += count
    right = whole and sorted(set(projects)) == list(projects) and {each[:2] for each in before} == pairs
    if not right or len(before) != len(pairs) or any(each != ballots for each in sums.values()) or ballots < 0:
        raise ValueError("the counts of a vote do not fit together")
    return Vote(projects, ballots, before)


def require_ranking(ranking: Sequence[int], projects: Collection[int]) -> None:
    """Refuse a ballot that does not order exactly these projects."""
    if len(ranking) != len(set(ranking)) or set(ranking) != set(projects):
        raise RankingIncomplete()


def require_tie(wanted: Collection[int], groups: Iterable[Collection[int]], *, shared: bool) -> None:
    """Refuse a vote where the rules share places, and on projects that are not exactly one tied group."""
    if shared:
        raise TiesAreShared()
    if set(wanted) not in [set(group) for group in groups] or not FEWEST <= len(wanted) <= MOST:
        raise NotTied()


def require_first(wanted: Collection[int], held: Iterable[Vote]) -> None:
    """Refuse to vote on the same projects again: a vote is not repeated until it pleases."""
    if any(vote.covers(wanted) for vote in held):
        raise VoteAlreadyHeld()


def tied_groups(places: Mapping[int, int | None]) -> list[list[int]]:
    """Return the projects that share a place, group by group, the best place first."""
    groups: dict[int, list[int]] = {}
    for project, place in places.items():
        if place is not None:
            groups.setdefault(place, []).append(project)
    return [sorted(groups[place]) for place in sorted(groups) if len(groups[place]) > 1]
