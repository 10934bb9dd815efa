"""Break ties by rules that were declared before the first mark, in their order; never by the time of submission."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from hackathon.rules import scoring
from hackathon.rules.scoring import Card, Key, Rubric
from hackathon.rules.votes import Vote

SHARED = "shared"
IN_ORDER = "in_order"
CHOICES = (SHARED, IN_ORDER)
Line = TypeVar("Line")
Value = tuple[Fraction, ...]


def broken(lines: Sequence[Line], cards: Iterable[Card], rubric: Rubric) -> tuple[Line, ...]:
    """Return the lines with the places of equal scores decided, as far as the rules decide them.

    Lines have `project` and `place`, best first. The rules, in order: the means of the criteria that
    count, in the rubric's order, the judges who saw both, how many judges had it first, a vote of the jury. What they
    leave equal shares its place (1, 1, 3).
    """
    complete = [card for card in cards if scoring.is_complete(card, rubric)]
    totals = _totals(complete, rubric)
    rules = (_criteria(complete, rubric), _head_to_head(totals), _first_places(totals), _vote(rubric.votes))
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.place].append(line)
    done: list[Line] = []
    for place, group in groups.items():
        done += group if place is None or len(group) == 1 else _decided(group, place, rules)
    return tuple(done)


Rule = Callable[[Key, Collection[Key]], Value]


def _decided(group: list[Line], place: int, rules: Sequence[Rule]) -> list[Line]:
    """Split a group by the first rule that tells its members apart, and each part by the rules from the first again."""
    members = [line.project for line in group]
    for rule in rules:
        parts: dict[Value, list[Line]] = defaultdict(list)
        for line in group:
            parts[rule(line.project, members)].append(line)
        if len(parts) > 1:
            done: list[Line] = []
            for value in sorted(parts, reverse=True):
                done += _decided(parts[value], place + len(done), rules)
            return done
    return [replace(line, place=place) for line in group]


def _totals(cards: Iterable[Card], rubric: Rubric) -> Mapping[Key, Mapping[Key, Fraction]]:
    """Return each judge's composites by project."""
    totals: dict[Key, dict[Key, Fraction]] = defaultdict(dict)
    for card in cards:
        totals[card.judge][card.project] = scoring.composite(card, rubric)
    return totals


def _criteria(cards: Collection[Card], rubric: Rubric) -> Rule:
    marks: dict[tuple[Key, str], list[int | Fraction]] = defaultdict(list)
    for card in cards:
        for criterion in rubric.criteria:
            marks[card.project, criterion.key].append(card.marks[criterion.key])

    counting = [criterion.key for criterion in rubric.criteria if criterion.weight]

    def means(project: Key, members: Collection[Key]) -> Value:
        rows = (marks.get((project, key), [0]) for key in counting)
        return tuple(Fraction(sum(row), len(row)) for row in rows)

    return means


def _head_to_head(totals: Mapping[Key, Mapping[Key, Fraction]]) -> Rule:
    def balance(project: Key, members: Collection[Key]) -> Value:
        """Count judges who put the project before another member, less those who put it behind."""
        seen = [(own[project], own[other]) for own in totals.values() if project in own
                for other in members if other != project and other in own]  # fmt: skip
        return (Fraction(sum((mine > theirs) - (mine < theirs) for mine, theirs in seen)),)

    return balance


def _first_places(totals: Mapping[Key, Mapping[Key, Fraction]]) -> Rule:
    firsts: Counter[Key] = Counter()
    for own in totals.values():
        best = max(own.values())
        firsts.update(project for project, total in own.items() if total == best)

    def count(project: Key, members: Collection[Key]) -> Value:
        return (Fraction(firsts[project]),)

    return count


def _vote(votes: Sequence[Vote]) -> Rule:
    def points(project: Key, members: Collection[Key]) -> Value:
        """Count how often ballots put the project before another member; the newest vote on all of them counts."""
        newest = next((vote for vote in reversed(votes) if vote.covers(members)), None)
        return (Fraction(newest.points(project, members) if newest else 0),)

    return points
