"""What organizers see of one project: its judges, their cards, and who else could judge it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.db import db
from hackathon.editions.models import Criterion
from hackathon.editions.queries import criteria
from hackathon.errors import NotFound
from hackathon.judging import queries_docket, queries_watch
from hackathon.judging.models import DeclaredConflict, JudgeAssignment, Scorecard
from hackathon.judging.queries import own_assignment
from hackathon.judging.queries_watch import JudgeLine, ProjectLine, Review
from hackathon.rules.conflicts import Conflict


@dataclass(frozen=True)
class Candidate:
    """A judge who does not have the project; one with a hard conflict cannot get it."""

    line: JudgeLine
    conflict: Conflict | None

    @property
    def is_free(self) -> bool:
        return self.conflict is None or not self.conflict.is_hard


@dataclass(frozen=True)
class JudgedProject:
    line: ProjectLine
    cards: dict[int, Scorecard]
    criteria: tuple[Criterion, ...]
    candidates: tuple[Candidate, ...]
    conflicts: tuple[DeclaredConflict, ...]

    @property
    def begun(self) -> tuple[tuple[Review, Scorecard], ...]:
        """Return the reviews that have a card, with it."""
        return tuple((each, self.cards[each.judge_id]) for each in self.line.reviews if each.judge_id in self.cards)


def judged_project(project_id: int, wanted: int) -> JudgedProject:
    """Return one project with its judges; the least loaded candidates come first."""
    board = queries_watch.board(wanted)
    line = next((line for line in board.projects if line.project_id == project_id), None)
    if line is None:
        raise NotFound()
    tied = queries_docket.ties([judge.judge_id for judge in board.judges])
    seated = {review.judge_id for review in line.reviews}
    candidates = [
        Candidate(judge, tied.conflict(judge.judge_id, project_id))
        for judge in board.judges
        if judge.is_judge and judge.judge_id not in seated
    ]
    candidates.sort(key=lambda each: (not each.is_free, each.line.assigned, each.conflict is not None))
    conflicts = tuple(conflict for conflict in board.conflicts if conflict.project_id == project_id)
    return JudgedProject(line, _cards(project_id), tuple(criteria()), tuple(candidates), conflicts)


def _cards(project_id: int) -> dict[int, Scorecard]:
    query = (
        select(Scorecard)
        .join(JudgeAssignment, own_assignment())
        .where(Scorecard.project_id == project_id)
        .options(joinedload(Scorecard.marks))
        .execution_options(populate_existing=True)
    )
    return {card.judge_id: card for card in db.session.scalars(query).unique()}
