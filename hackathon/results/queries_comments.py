"""What is read of the comments to teams: all of them to be looked through, and those that a team gets."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.judging.models import Scorecard
from hackathon.judging.queries import that_count
from hackathon.projects.models import Project
from hackathon.results.models_deliberation import WithheldComment
from hackathon.results.own import Comment
from hackathon.teams.models import Team


@dataclass(frozen=True)
class Line:
    """One comment as organizers and the chair read it; `reason` says why the team does not get it."""

    scorecard_id: int
    team_name: str
    judge: str
    text: str
    reason: str | None


def _written(query: Select) -> Select:
    query = that_count(query.select_from(Scorecard)).where(Scorecard.comment_to_team != "")
    return query.outerjoin(WithheldComment, WithheldComment.scorecard_id == Scorecard.id)


def all_comments(*, page: int, size: int) -> tuple[list[Line], int]:
    """Return one page of the comments in cards that count, by team, and how many there are in all."""
    total = db.session.scalar(_written(select(func.count(Scorecard.id)))) or 0
    query = _written(select(Scorecard, Team.name, User, WithheldComment.reason)).join(
        User, User.id == Scorecard.judge_id
    )
    start = (min(page, max(1, -(-total // size))) - 1) * size
    rows = db.session.execute(query.order_by(Team.search_key, Team.id, Scorecard.id).limit(size).offset(start)).all()
    return [Line(card.id, name, judge.name or judge.email, card.comment_to_team, reason)
            for card, name, judge, reason in rows], total  # fmt: skip


def released(project: Project, *, named: bool) -> tuple[Comment, ...]:
    """Return what a team gets, in an order that tells nothing of who wrote it."""
    query = _written(select(Scorecard.comment_to_team, User)).join(User, User.id == Scorecard.judge_id)
    query = query.where(Scorecard.project_id == project.id, WithheldComment.id.is_(None))
    found = [Comment(text, judge.name if named else "") for text, judge in db.session.execute(query)]
    return tuple(sorted(found, key=lambda each: (each.text, each.judge)))


def is_comment(scorecard_id: int) -> bool:
    """Tell whether a card of the edition entered counts and says something to its team."""
    found = _written(select(Scorecard.id)).where(Scorecard.id == scorecard_id)
    return db.session.scalar(found) is not None
