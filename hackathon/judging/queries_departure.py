"""What keeping or setting aside the cards of a judge who left does to the places: read only once it is decided."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from hackathon.accounts.models import User
from hackathon.db import db
from hackathon.editions.models import Criterion, Edition
from hackathon.errors import NotFound
from hackathon.judging import queries, queries_place, queries_rounds, queries_watch
from hackathon.judging.models import AssignmentStatus, JudgeAssignment, Mark, Scorecard, ScorecardStatus
from hackathon.judging.models_jury import JudgeDeparture
from hackathon.judging.queries import in_the_round, in_the_running
from hackathon.projects.models import Project
from hackathon.rules import methods
from hackathon.rules.scoring import Card
from hackathon.rules.votes import Vote
from hackathon.teams.models import Team

# Results answers which votes of the jury on ties count among some projects.
tie_votes: list[Callable[[Collection[int]], tuple[Vote, ...]]] = []


@dataclass(frozen=True)
class Moved:
    """A project whose place depends on the decision; None is no place."""

    title: str
    team_name: str
    place: int | None
    otherwise: int | None


@dataclass(frozen=True)
class Effect:
    """The decision as it stands, how many cards it was about, and what it moves."""

    departure: JudgeDeparture
    name: str
    cards: int
    moved: tuple[Moved, ...]
    votes: int = 0


def effect(edition: Edition, judge_id: int) -> Effect:
    """Compare the places as they are with those of the other decision."""
    newest = select(JudgeDeparture).where(JudgeDeparture.user_id == judge_id).order_by(JudgeDeparture.id.desc())
    departure = db.session.scalar(newest.limit(1))
    if departure is None:
        raise NotFound()
    own, board = _cards_of(judge_id), queries_watch.board(edition.round.reviews_per_project)
    now = queries.finished_cards()
    others = [card for card in now if card.judge != judge_id]
    lines = {line.project_id: line for line in board.projects}
    places, otherwise = (_places(edition, lines, cards) for cards in
                         ((others, [*others, *own]) if departure.with_finished else (now, others)))
    moved = tuple(Moved(line.title, line.team_name, places[key], otherwise[key])
                  for key, line in lines.items() if places[key] != otherwise[key])
    in_order = sorted(moved, key=lambda each: (each.place is None, each.place or 0, each.title))
    votes = votes_among(lines)
    return Effect(departure, db.session.get(User, judge_id).name, len(own), tuple(in_order), len(votes))


def votes_among(projects: Collection[int]) -> tuple[Vote, ...]:
    """Return the recorded votes of the jury that tell these projects apart where they share a place."""
    return tuple(vote for answer in tie_votes for vote in answer(projects))


def votes_with(project_id: int) -> tuple[int, ...]:
    """Return how many other projects stand in each recorded vote in which this one does."""
    there = frozenset(db.session.scalars(select(Project.id).join(Project.team).where(in_the_round())))
    found = (vote for vote in votes_among(there | {project_id}) if project_id in vote.projects)
    return tuple(len(there & set(vote.projects) - {project_id}) for vote in found)


def _places(edition: Edition, projects: Collection[int], cards: list[Card]) -> dict[int, int | None]:
    method = methods.newest(edition.round.method)
    judged, carried = edition.round, queries_rounds.carried(edition)
    rubric = replace(judged.rubric, votes=votes_among(projects))
    ranking = methods.rank(method, tuple(projects), cards, rubric, judged.scale, carried)
    return {line.project: line.place for line in ranking.lines}


def _cards_of(judge_id: int) -> list[Card]:
    """Return the finished cards that a judge left behind, whether they count or were set aside."""
    left = (AssignmentStatus.ASSIGNED, AssignmentStatus.REMOVED)
    query = (
        select(Scorecard.id, Scorecard.project_id, Criterion.key, Mark.value)
        .join(Mark, Mark.scorecard_id == Scorecard.id)
        .join(Criterion, Criterion.id == Mark.criterion_id)
        .join(JudgeAssignment, queries_place.own_card())
        .join(Project, Project.id == Scorecard.project_id)
        .join(Team, Team.id == Project.team_id)
        .where(Scorecard.judge_id == judge_id, Scorecard.status == ScorecardStatus.FINISHED, in_the_running())
        .where(JudgeAssignment.status.in_(left))
        .order_by(Scorecard.id)
    )
    cards = (list(rows) for _, rows in groupby(db.session.execute(query), key=attrgetter("id")))
    return [Card(rows[0].project_id, judge_id, {row.key: row.value for row in rows}) for rows in cards]
