"""What a deal would do, before it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from hackathon.challenges import queries as challenges
from hackathon.db import Localized
from hackathon.editions.models import Edition
from hackathon.judging import queries_docket as docket
from hackathon.judging.queries_watch import Board, JudgeLine, ProjectLine, board
from hackathon.rules import assignment, conflicts
from hackathon.rules.assignment import Deal, Feasibility
from hackathon.rules.conflicts import Shortage
from hackathon.rules.seating import Docket


@dataclass(frozen=True)
class JudgeShare:
    """What a judge has and would get; `soft` counts new projects from the judge's own university."""

    line: JudgeLine
    added: int
    soft: int

    @property
    def total(self) -> int:
        return self.line.assigned + self.added


@dataclass(frozen=True)
class ProjectShare:
    """Who would newly judge a project: (name, from the team's university)."""

    line: ProjectLine
    added: tuple[tuple[str, bool], ...]
    missing: int


@dataclass(frozen=True)
class Preview:
    """A deal that can be confirmed as it stands, by its digest."""

    reviews: int
    digest: str
    dealt: int
    judges: tuple[JudgeShare, ...]
    projects: tuple[ProjectShare, ...]
    feasibility: Feasibility
    shortages: tuple[Shortage, ...]
    tracks: dict[int, Localized]

    @property
    def soft(self) -> int:
        return sum(judge.soft for judge in self.judges)


def preview(edition: Edition, reviews: int) -> Preview:
    """Deal on paper: what the same docket would give when it is confirmed."""
    found = docket.docket(reviews)
    deal = assignment.deal(found, seed=edition.id)
    seen, feasibility, tied = board(reviews), assignment.feasibility(found), docket.ties(found.judges)
    short = [tied.entries[project] for project, _ in feasibility.short]
    return Preview(
        reviews=reviews,
        digest=docket.digest(found),
        dealt=len(deal.new),
        judges=_judge_shares(seen, deal, found),
        projects=_project_shares(seen, deal, found),
        feasibility=feasibility,
        shortages=tuple(conflicts.shortages(list(tied.readers.values()), short, reviews)),
        tracks={challenge.id: challenge.title for challenge in challenges.challenges()},
    )


def _judge_shares(seen: Board, deal: Deal, found: Docket) -> tuple[JudgeShare, ...]:
    added = Counter(judge for judge, _ in deal.new)
    soft = Counter(judge for judge, project in deal.new if (judge, project) in found.soft)
    return tuple(JudgeShare(line, added[line.judge_id], soft[line.judge_id]) for line in seen.judges)


def _project_shares(seen: Board, deal: Deal, found: Docket) -> tuple[ProjectShare, ...]:
    names = {line.judge_id: line.name for line in seen.judges}
    missing = dict(deal.short)
    new: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for judge, project in deal.new:
        new[project].append((names[judge], (judge, project) in found.soft))
    return tuple(
        ProjectShare(line, tuple(new[line.project_id]), missing.get(line.project_id, 0)) for line in seen.projects
    )
