"""How judges mark, with their names and the titles of the projects."""

from __future__ import annotations

from dataclasses import dataclass

from hackathon.editions.models import Edition
from hackathon.judging import queries
from hackathon.judging.queries_watch import board
from hackathon.rules import habits as rules
from hackathon.rules.habits import Habit, Habits, Outlier


@dataclass(frozen=True)
class Described:
    """The habits of a jury, and what judges and projects are called."""

    habits: Habits
    names: dict[int, str]
    titles: dict[int, str]

    @property
    def judges(self) -> list[Habit]:
        return sorted(self.habits.judges, key=lambda habit: self.names[habit.judge].casefold())

    @property
    def outliers(self) -> tuple[Outlier, ...]:
        return self.habits.outliers


def described(edition: Edition) -> Described:
    """Describe how the judges of an edition mark, from the cards that count."""
    seen = board(edition.round.reviews_per_project)
    found = rules.habits_of(queries.finished_cards(), edition.round.rubric, edition.round.scale)
    names = {line.judge_id: line.name for line in seen.judges}
    return Described(found, names, {line.project_id: line.title for line in seen.projects})
