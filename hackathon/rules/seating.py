"""Keep the books while projects are dealt: who sits where, how heavy each load is, how often judges meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

Pair = tuple[int, int]


@dataclass(frozen=True)
class Docket:
    """Hold what is to be dealt. Pairs are (judge, project); `wanted` is the number of reviews of each project.

    `existing` pairs stay, also those of judges who left; one that has a hard conflict does not count. `unfit` pairs,
    for language or track, are not dealt either, but one that was given by hand counts.
    """

    projects: Collection[int]
    judges: Collection[int]
    wanted: int
    existing: Collection[Pair] = ()
    hard: Collection[Pair] = frozenset()
    soft: Collection[Pair] = frozenset()
    unfit: Collection[Pair] = frozenset()


class Step(NamedTuple):
    """Let one judge hand a project to another."""

    leaves: int
    enters: int
    project: int


class Seating:
    """Hold a deal in the making. Only `new` pairs may move; existing ones count and stay."""

    def __init__(self, docket: Docket) -> None:
        self.judges = sorted(set(docket.judges))
        self.soft, self.barred = frozenset(docket.soft), frozenset(docket.hard) | frozenset(docket.unfit)
        self.seats: dict[int, set[int]] = {project: set() for project in sorted(set(docket.projects))}
        self.new: set[Pair] = set()
        self.load: Counter[int] = Counter()
        self.meetings: Counter[Pair] = Counter()
        for judge, project in sorted(set(docket.existing) - set(docket.hard)):
            # A review of a project out of the running was still work.
            self._count(judge, project) if project in self.seats else self.load.update([judge])

    def may_sit(self, judge: int, project: int) -> bool:
        """Tell whether a judge could be added to a project."""
        return judge not in self.seats[project] and (judge, project) not in self.barred

    def candidates(self, project: int) -> list[int]:
        return [judge for judge in self.judges if self.may_sit(judge, project)]

    def crowding(self, judge: int, project: int) -> int:
        """Count how often a judge has already met those who sit at a project."""
        return sum(self.meetings[judge, other] for other in self.seats[project])

    def sit(self, judge: int, project: int) -> int:
        """Add a judge; return the growth of the sum of squared meetings."""
        self.new.add((judge, project))
        return self._count(judge, project)

    def play(self, steps: tuple[Step, ...]) -> int:
        """Carry out steps together; return the growth of the sum of squared meetings."""
        return sum(self._rise(step.leaves, step.project) + self.sit(step.enters, step.project) for step in steps)

    def undo(self, steps: tuple[Step, ...]) -> None:
        """Take steps back."""
        self.play(tuple(Step(enters, leaves, project) for leaves, enters, project in steps))

    def is_harmless(self, steps: tuple[Step, ...]) -> bool:
        """Tell whether steps break no hard conflict, spoil no balance and add no soft conflict."""
        return (
            all(self.may_sit(step.enters, step.project) for step in steps)
            and (len(steps) > 1 or self.load[steps[0].leaves] == self.load[steps[0].enters] + 1)
            and sum(self.strain(step) for step in steps) <= 0
        )

    def strain(self, step: Step) -> int:
        """Count the soft conflicts that a step adds, or removes if negative."""
        return ((step.enters, step.project) in self.soft) - ((step.leaves, step.project) in self.soft)

    def groups(self) -> dict[int, int]:
        """Map each busy judge to a group; the marks of two groups cannot be compared through any project."""
        parent: dict[int, int] = {}

        def head(judge: int) -> int:
            while parent.setdefault(judge, judge) != judge:
                judge = parent[judge]
            return judge

        for judges in self.seats.values():
            for judge in judges:
                parent[head(judge)] = head(min(judges))
        return {judge: head(judge) for judge in parent}

    def _count(self, judge: int, project: int) -> int:
        growth = self._meet(judge, project, 1)
        self.seats[project].add(judge)
        self.load[judge] += 1
        return growth

    def _rise(self, judge: int, project: int) -> int:
        self.new.remove((judge, project))
        self.seats[project].remove(judge)
        self.load[judge] -= 1
        return self._meet(judge, project, -1)

    def _meet(self, judge: int, project: int, change: int) -> int:
        growth = 0
        for other in self.seats[project]:
            met = self.meetings[judge, other]
            self.meetings[judge, other] = self.meetings[other, judge] = met + change
            growth += 2 * met * change + 1
        return growth
