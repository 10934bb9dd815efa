"""Turn tables of marks, weights and teams into what the rulebook ranks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from hackathon.judging import score_tables
from hackathon.judging.score_tables import Style, Table, TablesInvalid
from hackathon.rules.scoring import Card, Criterion, Rubric, Scale

# From the coarsest: the first that fits all marks is the step of the scale.
STEPS = tuple(Fraction(1, each) for each in (1, 2, 4, 5, 10, 20, 50, 100))


@dataclass(frozen=True)
class Event:
    """Hold everything that a ranking needs, and how the marks' table is written."""

    teams: tuple[str, ...]
    cards: tuple[Card, ...]
    rubric: Rubric
    scale: Scale
    style: Style

    @property
    def incomplete(self) -> int:
        """Count the cards on which a criterion has no mark."""
        return sum(len(card.marks) < len(self.rubric.criteria) for card in self.cards)


def event(scores: Path, weights: Path | None, teams: Path | None, ends: tuple[Fraction, Fraction]) -> Event:
    """Read an event; raise TablesInvalid with every wrong row of every table."""
    marks = score_tables.read(scores, ("team", "judge", "criterion", "score"))
    weighed = score_tables.read(weights, ("criterion", "weight")) if weights else None
    listed = score_tables.read(teams, ("team",)) if teams else None
    known = _weights(weighed) if weighed else None
    names = _teams(listed) if listed else None
    read = _marks(marks, ends, known, names)
    tables = [table for table in (marks, weighed, listed) if table]
    faults = [fault for table in tables for fault in table.named_faults()]
    if faults:
        raise TablesInvalid(faults)
    cards = defaultdict(dict)
    for (team, judge, criterion), score in read.items():
        cards[team, judge][criterion] = score
    known = known or dict.fromkeys(sorted({criterion for _, _, criterion in read}), Fraction(1))
    return Event(
        teams=tuple(sorted(names or {team for team, _, _ in read})),
        cards=tuple(Card(team, judge, given) for (team, judge), given in cards.items()),
        rubric=Rubric(tuple(Criterion(key, weight) for key, weight in known.items())),
        scale=Scale(*ends, _step(ends[0], read.values())),
        style=marks.style,
    )


def _weights(table: Table) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for line, (criterion, text) in list(table.rows.items()):
        weight = score_tables.number(text, table.style)
        if not criterion:
            table.blame(line, "the criterion is empty.")
        elif criterion in found:
            table.blame(line, f"the criterion “{criterion}” has a weight already.")
        elif weight is None or weight <= 0:
            table.blame(line, f"the weight “{text}” is not a number above zero.")
        else:
            found[criterion] = weight
    if not found and not table.faults:
        table.blame(2, "there is no weight.")
    return found


def _teams(table: Table) -> set[str]:
    found: set[str] = set()
    for line, (team,) in list(table.rows.items()):
        if team in found:
            table.blame(line, f"the team “{team}” is listed already.")
        found.add(team)
    if not found and not table.faults:
        table.blame(2, "there is no team.")
    return found


def _marks(
    table: Table, ends: tuple[Fraction, Fraction], weights: dict | None, teams: set[str] | None
) -> dict[tuple[str, str, str], Fraction]:
    """Read the marks by team, judge and criterion."""
    found: dict[tuple[str, str, str], Fraction] = {}
    lines: dict[tuple[str, ...], int] = {}
    for line, (team, judge, criterion, text) in list(table.rows.items()):
        key, score = (team, judge, criterion), score_tables.number(text, table.style)
        wrong = _missing(key) or _unknown(team, teams, criterion, weights) or _mark_fault(text, score, ends)
        if not wrong and key in lines:
            wrong = f"“{judge}” has scored “{team}” on “{criterion}” already, on line {lines[key]}."
        if wrong:
            table.blame(line, wrong)
        else:
            found[key], lines[key] = score, line
    if not found and not table.faults and not teams:
        table.blame(2, "there is no mark.")
    return found


def _missing(key: tuple[str, str, str]) -> str:
    empty = [name for name, value in zip(("team", "judge", "criterion"), key, strict=True) if not value]
    return f"the {' and the '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty." if empty else ""


def _unknown(team: str, teams: set[str] | None, criterion: str, weights: dict | None) -> str:
    if teams is not None and team not in teams:
        return f"the team “{team}” is not in the list of teams."
    return f"the criterion “{criterion}” has no weight." if weights is not None and criterion not in weights else ""


def _mark_fault(text: str, score: Fraction | None, ends: tuple[Fraction, Fraction]) -> str:
    if not text:
        return "the score is empty; leave the whole row out if there is no mark."
    if score is None:
        return f"the score “{text}” is not a number."
    low, high = (f"{float(end):g}" for end in ends)
    return "" if ends[0] <= score <= ends[1] else f"the score {text} is outside of the scale from {low} to {high}."


def _step(lowest: Fraction, marks: object) -> Fraction:
    distances = {mark - lowest for mark in marks}
    return next((step for step in STEPS if all((each / step).denominator == 1 for each in distances)), Fraction(0))
