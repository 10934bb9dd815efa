"""What becomes of a judge's projects when the judge leaves the jury."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from hackathon.db import db
from hackathon.editions.models import Edition
from hackathon.errors import RoundUnderWay
from hackathon.judging import chain, dealing
from hackathon.judging.models import (
    AssignmentStatus,
    JudgeAssignment,
    MarkChain,
    RoundEntry,
    Scorecard,
    ScorecardStatus,
)
from hackathon.judging.models_jury import JudgeDeparture, JuryAbsence, NoShow
from hackathon.judging.models_paper import PaperEntry
from hackathon.judging.models_practice import CalibrationCard, CalibrationExample


@dataclass(frozen=True)
class Removal:
    """Why a judge goes, and whether the finished scorecards go too."""

    reason: str = ""
    with_finished: bool = False


@dataclass(frozen=True)
class TakenBack:
    """Which projects a judge lost, and how many of them could be dealt again."""

    projects: list[int]
    redealt: int

    def details(self, judge_id: int, removal: Removal) -> dict[str, Any]:
        """Return what the history keeps of it."""
        taken = {"projects": self.projects, "redealt": self.redealt}
        return {"user_id": judge_id, **taken, "finished": removal.with_finished}


def take_back(edition: Edition, judge_id: int, removal: Removal, *, now: datetime) -> TakenBack:
    """Take the unfinished projects, or all, from somebody who is no judge any more, and deal them to others."""
    projects = _take_projects(judge_id, removal)
    departure = {"with_finished": removal.with_finished, "reason": removal.reason, "decided_at": now}
    db.session.add(JudgeDeparture(edition_id=edition.id, user_id=judge_id, **departure))
    chain.append_changes(edition.id, projects, by=chain.BY_ORGANIZERS, now=now)
    return TakenBack(projects, len(dealing.replace(edition, projects, now=now)))


def _take_projects(judge_id: int, removal: Removal) -> list[int]:
    """Take the unfinished projects from a judge, or all of them, also of teams that did not appear."""
    given = JudgeAssignment.status.in_((AssignmentStatus.ASSIGNED, AssignmentStatus.NO_SHOW))
    held = select(JudgeAssignment).where(JudgeAssignment.judge_id == judge_id, given)
    held = held.order_by(JudgeAssignment.project_id).with_for_update()
    assignments = list(db.session.scalars(held.execution_options(populate_existing=True)))
    # Asked only now: while we waited for the rows, the judge may have finished a card.
    finished = set(
        db.session.scalars(
            select(Scorecard.project_id).filter_by(judge_id=judge_id, status=ScorecardStatus.FINISHED)
        )
    )
    taken = [each for each in assignments if removal.with_finished or each.project_id not in finished]
    for assignment in taken:
        assignment.status = AssignmentStatus.REMOVED
    db.session.flush()
    return [assignment.project_id for assignment in taken]


PREPARED = (
    NoShow, JudgeDeparture, JuryAbsence, JudgeAssignment, RoundEntry, CalibrationCard, CalibrationExample, MarkChain,
)  # fmt: skip


def forget_round() -> None:
    """Delete what was prepared in the round entered; refuse once a card was begun, on the screen or from paper."""
    for model in (Scorecard, PaperEntry):
        if db.session.scalar(select(model.id).limit(1)) is not None:
            raise RoundUnderWay()
    for model in PREPARED:
        db.session.execute(delete(model))
